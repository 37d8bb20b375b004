"""What is written for people agrees with the course, and a question about it can be answered."""

import os
import re
import subprocess
import sys

import pytest
import yaml

from tools import doctor
from tools.build import ROOT, sources

CHAPTERS = [source.parent.name for source in sources()]
FORMS = sorted(path for path in ROOT.glob(".github/ISSUE_TEMPLATE/*.yml") if path.name != "config.yml")


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_plan_of_six_weeks_gives_each_chapter_its_minutes():
    book = dict(re.findall(r"^\| \[(\d\d) .*\| (\d+ min \| \d+ min) \|", text_of("BOOK.md"), re.MULTILINE))
    weeks = re.findall(r"^\| (\d) \| (\S.*?) \| (.*?) \| (.*?) \|", text_of("INSTRUCTORS.md"), re.MULTILINE)
    told = {}
    for _, chapters, *minutes in weeks:
        names = re.findall(r"\d\d-[a-z-]+", chapters)
        assert set(names) <= set(CHAPTERS)
        reading, exercises = (re.findall(r"\d+", one) for one in minutes)
        told |= {name[:2]: f"{r} min | {e} min" for name, r, e in zip(names, reading, exercises, strict=True)}
    assert told == book


@pytest.mark.parametrize(
    "page", ["INSTRUCTORS.md", "CLASSROOM.md", "CONTRIBUTING.md", "GRADING.md", "README.md", "CHANGELOG.md"]
)
def test_links_between_pages_lead_somewhere(page):
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)(#[^)]*)?\)", text_of(page)):
        path = ROOT / (target or page)
        assert path.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor[1:] in [re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in headings], anchor


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_an_issue_form_asks_for_chapter_cell_and_environment(path):
    asked = {one["id"]: one for one in yaml.safe_load(path.read_text(encoding="utf-8"))["body"]}
    assert asked["chapter"]["attributes"]["options"] == CHAPTERS
    assert {"chapter", "cell", "environment"} <= asked.keys()
    assert all(one["validations"]["required"] for one in asked.values())


def test_the_citation_agrees_with_the_package():
    import tomllib

    citation = yaml.safe_load(text_of("CITATION.cff"))
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    assert citation["cff-version"] == "1.2.0" and citation["message"] and citation["title"].startswith(project["name"])
    assert citation["version"] == project["version"] and f"## {project['version']}" in text_of("CHANGELOG.md")
    assert citation["license"] == [one.strip() for one in project["license"].split("AND")]
    assert all(one["name"] in text_of("LICENSE") for one in citation["authors"])


def test_each_week_the_newest_versions_are_tried():
    workflow = yaml.safe_load(text_of(".github/workflows/weekly.yml"))
    assert workflow[True]["schedule"]  # YAML reads `on` as true
    steps = [step.get("run", "") for step in workflow["jobs"]["test"]["steps"]]
    places = [
        next(n for n, step in enumerate(steps) if command in step)
        for command in ("make upgrade", "make test", "gh issue")
    ]
    assert places == sorted(places)
    for step in steps:
        subprocess.run(["bash", "-n"], input=step, text=True, check=True)


# make doctor


def test_doctor_fits_on_a_screen_and_says_no_path_and_no_name():
    done = subprocess.run([sys.executable, "-m", "tools.doctor"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0 and done.stderr == ""
    assert re.findall(r"^(\w+):", done.stdout, re.MULTILINE) == list(doctor.report())
    assert str(ROOT) not in done.stdout and os.path.expanduser("~") not in done.stdout
    assert "packages: as locked" in done.stdout


def test_doctor_names_what_is_not_as_locked(monkeypatch):
    found = {"keras": "3.14.0", "nbgrader": None}
    monkeypatch.setattr(doctor, "_version", lambda name, version=doctor._version: found.get(name, version(name)))
    told = doctor.report()["packages"]
    assert "2 not as locked" in told and "keras 3.14.0 (locked==" in told and "nbgrader missing" in told


def test_doctor_needs_no_package():
    code = "import sys; sys.path.insert(0, '.'); from tools import doctor; print(doctor.report()['packages'])"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "not set up: run `make lab`\n", done.stderr


def test_doctor_tells_a_folder_of_data_and_a_proxy_without_showing_them(monkeypatch, tmp_path):
    monkeypatch.setenv("KERAS_COURSE_DATA", str(tmp_path))
    monkeypatch.setenv("HTTPS_PROXY", "http://secret@proxy")
    told = doctor.report()
    assert told["data"].endswith("KERAS_COURSE_DATA is set") and told["network"] == "through a proxy"
    assert str(tmp_path) not in str(told) and "secret" not in str(told)
