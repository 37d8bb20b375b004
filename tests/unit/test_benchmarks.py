"""BENCHMARKS.md: a tool that writes its section leaves the others as they are."""

import pytest

from tools import benchmarks


@pytest.fixture
def page(tmp_path, monkeypatch):
    path = tmp_path / "BENCHMARKS.md"
    monkeypatch.setattr(benchmarks, "PAGE", path)
    return path


def test_sections_stand_one_after_the_other(page):
    benchmarks.write_section("Speed", ["fast"])
    benchmarks.write_section("Grading", ["### Without training", "", "| 1 |", ""])
    text = page.read_text(encoding="utf-8")
    assert text == "# Benchmarks\n\n## Speed\n\nfast\n\n## Grading\n\n### Without training\n\n| 1 |\n"


def test_a_section_is_replaced_in_its_place(page):
    for heading in ("Speed", "Grading", "Memory"):
        benchmarks.write_section(heading, [f"old figures of {heading}", "", "### More", "", "| old |"])
    before = page.read_text(encoding="utf-8")
    benchmarks.write_section("Grading", ["new figures"])
    changed = page.read_text(encoding="utf-8")
    assert changed == before.replace("old figures of Grading\n\n### More\n\n| old |\n", "new figures\n")
    assert changed != before


def test_the_page_of_this_repository_has_only_sections():
    text = benchmarks.PAGE.read_text(encoding="utf-8")
    assert text.startswith(benchmarks.TITLE + "\n## "), "What is above the first section would be lost."


def test_the_machine_is_told_with_its_versions():
    assert "cores" in benchmarks.machine("keras") and "keras 3." in benchmarks.machine("keras")
