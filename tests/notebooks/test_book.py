"""The pages that make the chapters one book: the map BOOK.md and the glossary."""

import re

import pytest

from tools import book
from tools.build import ROOT, notebook_of, sources

CHAPTERS = {source.stem: notebook_of(source) for source in sources()}

ROW = r"^\| (.+?) \| (.+?) \| (.+?) \| \[(\d\d)(?:, section (\d+))?\]\(course/(.+?)/(.+?)\.ipynb\) \|$"
GLOSSARY = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
TERMS = re.findall(ROW, GLOSSARY, flags=re.MULTILINE)
by_term = pytest.mark.parametrize(
    "term, chinese, sentence, number, section, folder, file", TERMS, ids=[row[0] for row in TERMS]
)


def bold(cells):
    """What is printed bold in the text of some cells, in small letters and without a full stop."""
    text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    found = re.findall(r"\*\*(?=\S)([^*]+)(?<=\S)\*\*", text)
    return {" ".join(one.split()).lower().rstrip(".:") for one in found}


BOLD = {  # (chapter, number of the section, or its heading if it has none): what is bold there
    (chapter, heading.split(". ")[0]): bold(cells)
    for chapter, notebook in CHAPTERS.items()
    for heading, cells in book.sections(notebook).items()
}


def introduced(term):
    """The places (chapter, section) where a term is printed bold, in the singular or with an s."""
    return {place for place, texts in BOLD.items() if texts & {term.lower(), f"{term.lower()}s"}}


def test_the_map_is_made_from_the_chapters():
    assert book.PAGE.read_text(encoding="utf-8") == book.page(sources()), "BOOK.md is stale: run `make build`"


def test_the_map_takes_its_words_from_the_chapter(tmp_path):
    source = tmp_path / "09-try.py"
    source.write_text(
        "# %% [markdown]\n# # Knots: a try\n#\n# In this chapter you tie\n# a knot.\n"
        "# %% [markdown]\n# **Time:** 7 minutes to read and run, 1 minutes for the exercise.\n"
        "# %% [markdown]\n# ## 1. Ropes\n#\n# ### Exercise 1: the reef knot\n"
        '# %% nbgrader={"grade_id": "knot", "solution": true, "grade": false}\n'
        '# %% nbgrader={"grade_id": "knot-holds", "solution": false, "grade": true, "points": 2}\n'
        'exercise = checks.exercise("tie", "tie holds")\n'
    )
    page = book.page([source])
    assert "| [09 Knots: a try](course/09-try/09-try.ipynb) | Tie a knot. | 7 min | 1 min | 2 |\n" in page
    assert "| 1 | the reef knot | 1. Ropes | 2 | `tie` holds | `knot` |\n" in page
    source.write_text(source.read_text().replace("**Time:** 7 minutes", "**Time:** some minutes"))
    with pytest.raises(ValueError, match="# Knots: a try: write"):
        book.page([source])


@pytest.mark.parametrize("place", ["BOOK.md", "GLOSSARY.md", "README.md", "course/00-welcome/00-welcome.ipynb"])
def test_links_lead_somewhere(place):
    path = ROOT / place
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        text = "\n".join(cell.source for cell in CHAPTERS[path.stem].cells if cell.cell_type == "markdown")
    targets = re.findall(r"\]\(([^)#:]+)\)", text)
    assert targets, f"{place} links to no other page of the book"
    found = {target for target in targets if (path.parent / target).exists()}
    missing = set(targets) - found
    assert not missing, f"{place} links to what is not there: mend {sorted(missing)}"


def test_every_row_of_the_glossary_is_read():
    rows = [line for line in GLOSSARY.splitlines() if line.startswith("| ")]
    assert len(TERMS) == len(rows) - 1, "a row of GLOSSARY.md has another form than the others"


def test_the_glossary_is_sorted_and_names_nothing_twice():
    terms = [row[0].casefold() for row in TERMS]
    assert terms == sorted(terms), "sort the rows of GLOSSARY.md by the English term"
    for column in (terms, [row[1] for row in TERMS]):
        assert len(set(column)) == len(column), "a term stands twice in GLOSSARY.md"


@by_term
def test_a_term_has_its_chinese_a_sentence_and_a_place(term, chinese, sentence, number, section, folder, file):
    assert re.search(r"[\u4e00-\u9fff]", chinese), f"{term}: give the Chinese term in the second column"
    assert re.fullmatch(r"[A-Z].+[^.]\.", sentence), f"{term}: say in one sentence what it is"
    assert folder == file and folder.startswith(number), f"{term}: the link and its text name different chapters"
    assert folder in CHAPTERS, f"{term}: there is no chapter {folder}"
    assert not section or (folder, section) in BOLD, f"{term}: {folder} has no section {section}"


@by_term
def test_a_term_is_introduced_once_in_its_place(term, chinese, sentence, number, section, folder, file):
    places = introduced(term)
    there = {place for place in places if place[0] == folder and section in ("", place[1])}
    assert there, f"{term}: GLOSSARY.md says that {folder} {section} introduces it, where it is not **bold**"
    assert places == there, f"{term}: it is **bold**, so introduced again, in {sorted(places - there)}"
