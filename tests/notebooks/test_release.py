"""The course for students: what is in it, that it works by itself, and in Google Colab as far as that can be tried."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import threading
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell

from tools import release
from tools.build import ROOT, without_outputs

NOWHERE = "http://127.0.0.1:9"  # nothing listens there


class Served:
    """A release, unpacked from its zip, and the address at which Colab would find it."""

    def __init__(self, folder):
        handler = partial(Quiet, directory=folder / "web")
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        self.zip = release.write_release(folder / "made" / release.NAME, f"http://127.0.0.1:{self.server.server_port}")
        archive = folder / "web" / "archive" / "refs" / "heads" / "main.zip"
        archive.parent.mkdir(parents=True)
        shutil.copy(self.zip, archive)
        with zipfile.ZipFile(self.zip) as file:
            file.extractall(folder / "students")
        self.folder = folder / "students" / release.NAME


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        """Nothing on stderr."""


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    served = Served(tmp_path_factory.mktemp("release"))
    yield served
    served.server.shutdown()
    served.server.server_close()


def run(served, *arguments):
    """Run `python arguments` in the release, with its own `utils` and no network; the output as text."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(served.folder),
        "KERAS_COURSE_CACHE": str(served.folder.parent / "cache"),
        "KERAS_COURSE_DATA": "",
        "HTTP_PROXY": NOWHERE,
        "HTTPS_PROXY": NOWHERE,
        "JUPYTER_CONFIG_DIR": str(served.folder / ".jupyter"),
    }
    done = subprocess.run(
        [sys.executable, *arguments], cwd=served.folder, env=environment, capture_output=True, text=True
    )
    return done.returncode, done.stdout + done.stderr


def test_neither_answers_nor_tests_nor_the_grader_are_in_it(served):
    names = {str(path.relative_to(served.folder)) for path in served.folder.rglob("*") if path.is_file()}
    assert {"README.md", "Makefile", "binder/environment.yml", "course/01-basics/01-basics.ipynb"} <= names
    assert not [name for name in names if name.startswith(("solutions", "utils/grading", "tests/grading"))]
    for path in served.folder.rglob("*"):
        if path.is_file() and path.name != "nbgrader_config.py":
            text = path.read_bytes()
            assert b"BEGIN SOLUTION" not in text and b"HIDDEN TESTS" not in text, path


def test_the_same_course_gives_the_same_zip(served, tmp_path):
    again = release.write_release(tmp_path / release.NAME, f"http://127.0.0.1:{served.server.server_port}")
    assert again.read_bytes() == served.zip.read_bytes()


def test_a_stale_chapter_is_not_released(tmp_path, monkeypatch):
    monkeypatch.setattr(release, "is_stale", lambda source: source.parent.name == "02-sequential")
    with pytest.raises(release.ReleaseError, match="02-sequential was changed .* run `make build` first"):
        release.write_release(tmp_path / release.NAME)
    assert not (tmp_path / release.NAME).exists()


def test_every_link_and_command_of_its_readme_is_there(served):
    text = (served.folder / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", text)
    assert links and [link for link in links if not (served.folder / link).exists()] == []
    targets = set(re.findall(r"^([a-z-]+):", (served.folder / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    commands = {target for target in re.findall(r"\bmake ([a-z-]+)", text)}
    assert {"lab", "test"} <= commands <= targets


def test_make_knows_what_to_do(served):
    for target in ("lab", "test"):
        done = subprocess.run(["make", "--dry-run", target], cwd=served.folder, capture_output=True, text=True)
        assert done.returncode == 0 and "requirements.txt" in done.stdout, done.stderr


def test_it_tests_itself(served):
    code, output = run(served, "-m", "pytest", "-q", "tests")
    assert code == 0 and f"{len(list(ROOT.glob('course/*/')))} passed" in output, output[-4000:]


def test_it_finds_what_does_not_work(served, tmp_path):
    broken = Served(tmp_path)
    path = broken.folder / "course" / "00-welcome" / "00-welcome.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(new_code_cell("1 / 0"))
    nbformat.write(notebook, path)
    code, output = run(broken, "-m", "pytest", "-q", "tests", "-k", "welcome")
    assert code == 1 and "ZeroDivisionError: division by zero" in output


def test_validate_works_without_the_grader(served):
    code, output = run(served, "-m", "nbgrader", "validate", "course/01-basics/01-basics.ipynb")
    assert code == 0 and "VALIDATION FAILED ON" in output and "NotStarted" not in output.split("\n")[0], output[-4000:]
    assert "Not started" in output


@pytest.fixture(scope="module")
def colab(tmp_path_factory):
    """An environment without this repository that calls itself Colab: its Python, and what runs notebooks in it.

    It sees the packages of this one, `utils` not among them, because only some of this can be downloaded in a test.
    """
    folder = tmp_path_factory.mktemp("colab")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "env")], check=True)
    python = folder / "env" / "bin" / "python"
    packages = next((folder / "env").glob("lib/python*/site-packages"))
    (packages / "here.pth").write_text(sysconfig.get_path("purelib"))
    (packages / "google" / "colab").mkdir(parents=True)
    (packages / "google" / "colab" / "__init__.py").touch()
    (packages / "sitecustomize.py").write_text("import google.colab\n")
    told = packages / "tensorflow-2.21.0.dist-info"  # Colab calls it tensorflow, and here it is tensorflow-cpu
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: tensorflow\nVersion: 2.21.0\n")
    kernel = folder / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    argv = f'["{python}", "-m", "ipykernel_launcher", "-f", "{{connection_file}}"]'
    (kernel / "kernel.json").write_text(f'{{"argv": {argv}, "display_name": "Python 3", "language": "python"}}')
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="the environment is made as on Linux")
def test_the_first_cell_makes_a_chapter_run_in_colab(served, colab, monkeypatch):
    monkeypatch.setenv("JUPYTER_PATH", str(colab / "jupyter"))
    monkeypatch.setenv("KERAS_COURSE_CACHE", str(served.folder.parent / "cache"))
    monkeypatch.setenv("KERAS_COURSE_DATA", "")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    for name in ("HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, NOWHERE)
    # pip builds the course with the setuptools that is there, and looks for nothing elsewhere.
    monkeypatch.setenv("PIP_NO_BUILD_ISOLATION", "0")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("PYTHONPATH", raising=False)
    notebook = nbformat.read(served.folder / "colab" / "00-welcome.ipynb", as_version=4)
    notebook.cells.append(new_code_cell("import utils\nprint(utils.__file__)"))
    NotebookClient(
        notebook, kernel_name="python3", timeout=300, allow_errors=True, resources={"metadata": {"path": colab}}
    ).execute()
    errors = [one for cell in notebook.cells for one in cell.get("outputs", []) if one.output_type == "error"]
    assert [one.evalue for one in errors if one.ename not in ("NotStarted", "NotYet")] == [], notebook.cells[1].outputs
    assert notebook.cells[-1].outputs[0].text.startswith(str(colab / "env"))


def test_elsewhere_the_first_cell_does_nothing_and_the_rest_is_the_chapter(served):
    for path in sorted(served.folder.glob("colab/*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        note, install = notebook.cells[:2]
        assert note.cell_type == "markdown" and "not-when-grading" in install.metadata.tags
        chapter = nbformat.read(served.folder / "course" / path.stem / path.name, as_version=4)
        assert without_outputs(notebook).cells[2:] == without_outputs(chapter).cells
        assert install.source.startswith('import sys\n\nif "google.colab" in sys.modules:\n    %pip install ')
        assert Path(path).stat().st_size < 1_000_000
