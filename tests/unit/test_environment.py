"""The set-up: the lock and what is made from it, Binder, CI, JupyterLab's start, a quiet TensorFlow."""

import json
import os
import platform
import re
import shutil
import subprocess
import sys
import time
import tomllib
from importlib.metadata import version
from pathlib import Path
from urllib.request import urlopen

import nbformat
import pytest
import yaml
from nbclient import NotebookClient
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import system

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK_LINES = [line for line in (ROOT / "requirements.txt").read_text().splitlines() if not line.startswith("#")]
LOCK = [Requirement(line) for line in LOCK_LINES]
EXTRAS = PROJECT["optional-dependencies"]

needs_bash = pytest.mark.skipif(os.name == "nt", reason="Binder and CI scripts run on Linux and macOS")


def run(*command, **options):
    """Run a command in the repository and return it finished, its output as text."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, **options)


# The lock


def pins(name):
    """The versions that the lock holds of a package: several, where they differ by platform."""
    return [pin.specifier for pin in LOCK if canonicalize_name(pin.name) == canonicalize_name(name)]


@pytest.mark.parametrize(
    "wanted", PROJECT["dependencies"] + [one for name, extra in EXTRAS.items() if name != "gpu" for one in extra]
)
def test_lock_holds_what_pyproject_asks_for(wanted):
    wanted = Requirement(wanted)
    assert pins(wanted.name), f"{wanted.name} is not in requirements.txt: run `make lock`"
    for pin in pins(wanted.name):
        assert wanted.specifier.contains(str(pin).removeprefix("==")), f"{wanted} is locked at {pin}: run `make lock`"


@pytest.mark.parametrize("pin", LOCK, ids=str)
def test_lock_pins_one_exact_version_and_no_address(pin):
    assert re.fullmatch(r"==[0-9][0-9a-z.+!]*", str(pin.specifier))
    assert pin.url is None


def test_lock_names_no_place():
    text = (ROOT / "requirements.txt").read_text() + (ROOT / "environment.yml").read_text()
    assert not re.search(r"://|--(extra-)?index|--find-links|(^|\s)/\w", text)


def test_this_environment_is_the_locked_one():
    applying = [pin for pin in LOCK if pin.marker is None or pin.marker.evaluate()]
    wrong = {pin.name: version(pin.name) for pin in applying if not pin.specifier.contains(version(pin.name))}
    assert not wrong, "these differ from requirements.txt: run `make test`"


def test_environment_yml_is_made_from_the_lock():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    python, pip, pinned = environment["dependencies"]
    assert Requirement("python" + PROJECT["requires-python"]).specifier.contains(python.removeprefix("python="))
    assert pip == "pip"
    assert pinned == {"pip": LOCK_LINES}, "environment.yml is stale: run `make lock`"


# Make, CI and Binder


def make_targets():
    """The targets that `make` lists."""
    listed = run("make")
    assert listed.returncode == 0, listed.stderr
    return set(re.findall(r"make ([a-z-]+)", listed.stdout))


def test_make_lists_every_target():
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)[1]
    assert make_targets() == set(phony.split())


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "INSTRUCTORS.md", "GRADING.md", "CLASSROOM.md"])
def test_documented_make_commands_exist(page):
    documented = re.findall(r"`make ([a-z-]+)", (ROOT / page).read_text(encoding="utf-8"))
    assert documented
    assert set(documented) <= make_targets()


def test_workflow_runs_the_readme_command_everywhere():
    job = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())["jobs"]["test"]
    systems = {name.split("-")[0] for name in job["strategy"]["matrix"]["os"]}
    assert systems == {"ubuntu", "macos", "windows"}
    assert any(step.get("run", "").startswith("make test") for step in job["steps"])


@needs_bash
@pytest.mark.parametrize("script", ["binder/postBuild", "binder/start", ".ci/run"])
def test_scripts_are_executable_and_parse(script):
    assert os.access(ROOT / script, os.X_OK)
    assert run("bash", "-n", script).stderr == ""


@needs_bash
def test_binder_uses_the_conda_environment():
    assert (ROOT / "binder/environment.yml").readlink() == Path("../environment.yml")


@needs_bash
def test_binder_caps_threads_and_passes_the_command_on():
    free = {name: value for name, value in os.environ.items() if "THREADS" not in name}
    show = "import json, os; print(json.dumps(dict(os.environ)))"
    seen = json.loads(run("binder/start", sys.executable, "-c", show, env=free).stdout)
    assert 1 <= int(seen["OMP_NUM_THREADS"]) <= 2
    assert seen["TF_NUM_INTRAOP_THREADS"] == seen["OMP_NUM_THREADS"]
    assert seen["TF_NUM_INTEROP_THREADS"] == "1"
    assert run("binder/start", sys.executable, "-c", "raise SystemExit(7)").returncode == 7


@needs_bash
def test_repo2docker_finds_the_binder_configuration(tmp_path):
    # Only what Binder reads, so that no .venv is walked through.
    shutil.copytree(ROOT / "binder", tmp_path / "binder", symlinks=True)
    for name in ["environment.yml", "requirements.txt", "pyproject.toml"]:
        shutil.copy(ROOT / name, tmp_path)
    made = run(sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(tmp_path))
    assert made.returncode == 0, made.stderr
    assert '--file "binder/environment.yml"' in made.stdout
    assert "RUN ./binder/postBuild" in made.stdout
    assert 'R2D_ENTRYPOINT="${REPO_DIR}/binder/start"' in made.stdout


# Sentences about the system


@pytest.mark.parametrize("old_or_new", [(2, 7), (3, 10), (3, 14)])
def test_python_that_does_not_fit_gets_a_sentence(monkeypatch, old_or_new):
    monkeypatch.setattr(sys, "version_info", (*old_or_new, 0, "final", 0))
    assert "needs 3.11, 3.12 or 3.13" in system.python_trouble()


def test_python_without_venv_gets_the_command(monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert f"sudo apt install python3.{sys.version_info[1]}-venv" in system.python_trouble()


def test_this_python_fits():
    assert system.python_trouble() is None


@pytest.mark.parametrize(
    "program, command",
    [
        ("Graphviz", "sudo apt install graphviz"),
        ("bubblewrap", "sudo apt install bubblewrap"),
        ("Chromium", "sudo apt install chromium"),
    ],
)
def test_missing_program_is_one_line_with_the_command(monkeypatch, program, command):
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/apt" if name == "apt" else None)
    assert system.missing(program).startswith(program)
    assert system.missing(program).endswith(command)
    assert "\n" not in system.missing(program)


def test_installed_program_is_not_mentioned(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/" + name)
    assert not any(system.missing(program) for program in system.PROGRAMS)


# What a student sees and does not see

QUIET = (
    "import utils.checks, keras; keras.ops.ones(3) + 1; "
    "import os; assert os.environ.get('TF_ENABLE_ONEDNN_OPTS') != '0'"
)

# oneDNN complains of its masks where the processor lacks AVX-512.
MASKED = """
import keras, numpy as np
model = keras.Sequential(
    [keras.layers.Embedding(50, 32, mask_zero=True), keras.layers.LSTM(100), keras.layers.Dense(1)]
)
model.compile("sgd", "mse")
ids = np.random.default_rng(0).integers(0, 50, (128, 40))
history = model.fit(ids, np.ones((128, 1)), verbose=0)
"""


def test_tensorflow_writes_nothing_to_stderr():
    finished = run(sys.executable, "-c", QUIET)
    assert (finished.returncode, finished.stderr) == (0, "")


def test_a_real_kernel_is_quiet_and_is_this_python():
    cells = ["from utils import datasets, plotting, checks", QUIET, MASKED, "import sys; print(sys.prefix)"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, kernel_name="python3", timeout=120).execute()
    assert [cell.outputs for cell in notebook.cells[:-1]] == [[], [], []]
    assert Path(notebook.cells[-1].outputs[0].text.strip()) == Path(sys.prefix)


@pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() != "x86_64", reason="oneDNN is TensorFlow's default on x86-64 Linux"
)
def test_onednn_stays_on():
    # Only an unfiltered process says so: it gets the environment that `import utils.checks` leaves behind. TensorFlow
    # turns oneDNN on by itself on some processors only.
    inner = [sys.executable, "-c", "import tensorflow, os; print(os.environ.get('TF_ENABLE_ONEDNN_OPTS'))"]
    code = f"import os, subprocess, utils.checks; os.environ['TF_CPP_MIN_LOG_LEVEL'] = '0'; subprocess.run({inner!r})"
    plain, ours = run(*inner), run(sys.executable, "-c", code)
    says = "oneDNN custom operations are on"
    assert (says in ours.stderr, ours.stdout) == (says in plain.stderr, plain.stdout)


def test_jupyterlab_opens_on_the_course_without_questions(tmp_path):
    """As `make lab` starts it, for a new user: home and all of Jupyter's own folders are empty."""
    own = {
        "HOME": str(tmp_path),
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTER_DATA_DIR": str(tmp_path / "data"),
        "JUPYTER_CONFIG_PATH": ".jupyter",
    }
    log = tmp_path / "log"
    with log.open("w") as output:
        lab = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", "--port=0"],
            cwd=ROOT,
            env=os.environ | own,
            stdout=output,
            stderr=output,
        )
        try:
            while not (started := re.search(r"(http://127\S+)[?](token=\S+)\n", log.read_text())):
                assert lab.poll() is None, log.read_text()
                time.sleep(0.1)
            address, token = started.groups()
            page = urlopen(f"{address}?{token}", timeout=30).read().decode()
            base = address.split("/lab/")[0]
            settings = json.load(
                urlopen(f"{base}/lab/api/settings/@jupyterlab/apputils-extension:notification?{token}", timeout=30)
            )
            formgrader = urlopen(f"{base}/formgrader/manage_assignments?{token}", timeout=30).read().decode()
            said = re.findall(r"^\[[WEC] [^]]*\] \S.*", log.read_text(), re.MULTILINE)
        finally:
            lab.terminate()
            lab.wait()
    assert address.endswith("/lab/tree/course/00-welcome/00-welcome.ipynb")
    assert "@jupyter/nbgrader" in page
    assert settings["schema"]["properties"]["fetchNews"]["default"] == "false"
    assert "Manage Assignments" in formgrader
    assert "The exchange directory" not in formgrader
    assert said == []


def test_code_is_tidy():
    checked = run(sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format=concise")
    assert checked.returncode == 0, checked.stdout


def test_licence_has_both_halves():
    licence = (ROOT / "LICENSE").read_text()
    for half in PROJECT["license"].split(" AND "):
        assert f"SPDX-License-Identifier: {half}" in licence
