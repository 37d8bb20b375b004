"""Measure speed and memory on this machine and write them into BENCHMARKS.md.

import     what importing `utils` adds to TensorFlow's own import
chapters   how long each chapter and its longest cell run on the real data, and the memory of its kernel
set-up     `make lab` from nothing: a fresh clone, packages downloaded, JupyterLab answering; and a second time
"""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import datetime
from pathlib import Path
from urllib.request import urlopen

import psutil
from nbclient import NotebookClient
from rich.console import Console

from tools import build
from tools.benchmarks import machine, write_section

REPEATS = 5
console = Console()


def seconds_to_import(statement):
    """Median seconds of an import statement in a new interpreter."""
    code = f"import time; start = time.perf_counter(); {statement}; print(time.perf_counter() - start)"
    runs = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(REPEATS)
    ]
    return statistics.median(runs)


def run_chapter(source):
    """Run a chapter on the data at hand: (seconds, seconds of its longest cell, peak resident memory in MB)."""
    notebook = build.notebook_of(source)
    client = NotebookClient(notebook, timeout=build.SECONDS_PER_CELL, kernel_name="python3", config=build.KERNEL_CONFIG)
    peak, done = 0, threading.Event()

    def watch():
        nonlocal peak
        while not done.wait(0.1):
            try:
                peak = max(peak, psutil.Process(client.km.provisioner.pid).memory_info().rss)
            except (AttributeError, psutil.Error):  # the kernel is not there yet, or not any more
                pass

    watcher = threading.Thread(target=watch)
    watcher.start()
    start = time.perf_counter()
    try:
        client.execute()
    finally:
        done.set()
        watcher.join()
    return time.perf_counter() - start, max(map(seconds_of, notebook.cells)), peak / 1e6


def seconds_of(cell):
    """How long nbclient saw a cell run; 0 for prose."""
    moments = cell.metadata.get("execution", {})
    if not moments:
        return 0
    idle, busy = (datetime.fromisoformat(moments[f"iopub.status.{state}"]) for state in ("idle", "busy"))
    return (idle - busy).total_seconds()


def seconds_to_lab(clone, environment):
    """Seconds from `make lab` until JupyterLab answers."""
    start = time.perf_counter()
    lab = subprocess.Popen(
        ["make", "lab"],
        cwd=clone,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while lab.poll() is None:
            try:
                urlopen(f"http://127.0.0.1:{environment['JUPYTER_PORT']}/api", timeout=1).close()
                return time.perf_counter() - start
            except OSError:
                time.sleep(0.2)
        raise RuntimeError("`make lab` ended before JupyterLab answered: run it by hand in a fresh clone to see why.")
    finally:
        for process in [*psutil.Process(lab.pid).children(recursive=True), lab] if lab.poll() is None else []:
            process.terminate()
        lab.wait()


def set_up():
    """Seconds of `make lab` in a fresh clone with empty package caches, and of a second one."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "course"
        subprocess.run(["git", "clone", "--quiet", str(build.ROOT), str(clone)], check=True)
        environment = {
            **os.environ,
            "UV_CACHE_DIR": f"{folder}/uv",
            "PIP_CACHE_DIR": f"{folder}/pip",
            "JUPYTER_PORT": "8399",
            "BROWSER": "true",  # a browser that opens nothing
        }
        return seconds_to_lab(clone, environment), seconds_to_lab(clone, environment)


def bench():
    rows = []
    imports = "from utils import checks, datasets, plotting"
    with console.status("import"):
        tensorflow, rooms = seconds_to_import("import tensorflow"), seconds_to_import(imports)
    rows.append(("`import tensorflow`", f"{tensorflow:.2f} s", ""))
    rows.append((f"`{imports}`, beyond TensorFlow", f"{rooms - tensorflow:.2f} s", "under 0.3 s"))
    for source in build.sources():
        with console.status(source.stem):
            seconds, longest, megabytes = run_chapter(source)
        rows.append((f"chapter {source.stem}", f"{seconds:.0f} s", ""))
        rows.append((f"chapter {source.stem}, longest cell", f"{longest:.0f} s", "under 300 s"))
        rows.append((f"chapter {source.stem}, peak memory", f"{megabytes:.0f} MB", "under 1500 MB"))
    with console.status("`make lab` from nothing"):
        first, second = set_up()
    rows.append(("`make lab` from nothing, packages downloaded", f"{first:.0f} s", "under 180 s"))
    rows.append(("`make lab` the second time", f"{second:.1f} s", "seconds"))

    lines = [
        f"From `make bench` on {machine('keras', 'jupyterlab', 'nbgrader')}. Imports are medians of {REPEATS}; the "
        "rest ran once.",
        "",
        "| what | measured | aim |",
        "|---|---|---|",
        *[f"| {what} | {measured} | {aim} |" for what, measured, aim in rows],
    ]
    write_section("Speed and memory", lines)
    console.print("\n".join(lines), markup=False, soft_wrap=True)
    console.print("Written to BENCHMARKS.md.")


if __name__ == "__main__":
    bench()
