"""Run every chapter with what Binder gives a visitor, one core and 2 GB, and write BENCHMARKS.md.

There is no Docker in it: the steps of the image are taken one by one, in a fresh clone and an environment of its own
with the locked packages. It needs root, for a control group that holds the memory, and Linux.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from tools.benchmarks import machine, write_section
from tools.build import ROOT, sources

MEMORY = 2 << 30  # bytes
CGROUPS = Path("/sys/fs/cgroup")
CHAPTERS = [path.parent.name for path in sources()]

console = Console()


class Room:
    """A control group: its processes share one core and MEMORY bytes; the kernel ends one that wants more.

    `peak` is the most that they have held at a time, in bytes, without the disk's cache.
    """

    def __init__(self, name):
        self._old = (CGROUPS / "memory").is_dir()  # version 1, with a tree for each resource
        self._folder = (CGROUPS / "memory" if self._old else CGROUPS) / name
        self._folder.mkdir()
        (self._folder / ("memory.limit_in_bytes" if self._old else "memory.max")).write_text(str(MEMORY))
        self.peak, self._done = 0, threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def enter(self):
        """Move this process into the room; what it starts stays in it."""
        (self._folder / "cgroup.procs").write_text(str(os.getpid()))
        os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])

    def close(self):
        """Give the room back, once nothing runs in it."""
        self._done.set()
        while (self._folder / "cgroup.procs").read_text().strip():
            time.sleep(0.1)
        self._folder.rmdir()

    def _watch(self):
        while not self._done.wait(0.2):
            found = dict(line.split() for line in (self._folder / "memory.stat").read_text().splitlines())
            self.peak = max(self.peak, int(found["total_rss" if self._old else "anon"]))


class Binder:
    """The image, as far as it can be made without Docker.

    Args:
        folder: pathlib.Path, empty.
    """

    def __init__(self, folder):
        self.home = folder / "keras-course"
        passed = {
            name: value for name, value in os.environ.items() if name.startswith(("PIP_", "UV_", "SSL_", "KERAS_"))
        }
        path = f"{folder / 'env' / 'bin'}:/usr/local/bin:/usr/bin:/bin"
        self.environment = {**passed, "PATH": path, "HOME": str(self.home), "LANG": "C.UTF-8"}
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(self.home)], check=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder / "env")], check=True)
        self.run("pip", "install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt")
        self.run("binder/postBuild")

    def run(self, *command, room=None):
        """Run a command as Binder would, in a room if there is one; whether it ended well."""
        done = subprocess.run(
            command, cwd=self.home, env=self.environment, preexec_fn=room and room.enter, capture_output=True, text=True
        )
        if done.returncode and not room:
            sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done.returncode == 0

    def chapter(self, name):
        """Run a chapter beside JupyterLab: (minutes, MB, whether it came to its end)."""
        room, start = Room("keras-course-binder"), time.perf_counter()
        lab = subprocess.Popen(
            ["binder/start", "jupyter-lab", "--no-browser", "--port=0"],
            cwd=self.home, env=self.environment, preexec_fn=room.enter,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            notebook = f"solutions/{name}/{name}.ipynb"
            fine = self.run("binder/start", "jupyter", "execute", "--timeout=-1", notebook, room=room)
        finally:
            lab.terminate()
            lab.wait()
            room.close()
        return (time.perf_counter() - start) / 60, room.peak / 1e6, fine


def main(chapters: Annotated[list[str] | None, typer.Argument(help="Such as 01-basics; all if none is named.")] = None):
    """Run the chapters with one core and 2 GB; of all chapters at once, write BENCHMARKS.md."""
    if not sys.platform.startswith("linux") or os.getuid() != 0:
        sys.exit("Only root on Linux can make the control group that holds the memory: try it there.")
    lines = ["| chapter | minutes | memory, MB | |", "|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        with console.status("the image"):
            binder = Binder(Path(folder))
        for name in chapters or CHAPTERS:
            with console.status(name):
                minutes, megabytes, fine = binder.chapter(name)
            lines.append(
                f"| {name} | {minutes:.1f} | {megabytes:.0f} | {'' if fine else '**did not come to its end**'} |"
            )
            console.print(lines[-1], markup=False)
    if not chapters:
        told = "Each solution beside a running JupyterLab, on one core and within 2 GB"
        write_section("In Binder", [f"{told}: {machine('keras', 'jupyterlab')}.", "", *lines])
        console.print("Written to BENCHMARKS.md.")


if __name__ == "__main__":
    typer.run(main)
