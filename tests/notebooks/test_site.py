"""The book as a site, made once: two editions whose links lead somewhere and which load nothing from elsewhere."""

import posixpath
import re
from urllib.parse import unquote, urldefrag

import pytest
from bs4 import BeautifulSoup

from tools import site
from tools.build import notebook_of, sources

REPOSITORY = "https://github.com/example/keras-course"
CHAPTERS = {source.stem: notebook_of(source) for source in sources()}
EDITIONS = list(site.FOLDERS)

by_edition = pytest.mark.parametrize("edition", EDITIONS)
by_chapter = pytest.mark.parametrize("chapter", CHAPTERS)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """The folder of each edition. Only the instructors' is made as if the repository had an owner."""
    made = {edition: tmp_path_factory.mktemp("book") / edition for edition in EDITIONS}
    for edition, folder in made.items():
        site.make(edition, folder, REPOSITORY if edition == "instructors" else "")
    return made


@pytest.fixture(scope="module")
def pages(folders):
    """By edition, and then by path within it: each page, parsed."""
    return {
        edition: {
            path.relative_to(folder).as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
            for path in folder.rglob("*.html")
            if "_static" not in path.parts
        }
        for edition, folder in folders.items()
    }


def page_of(chapter):
    return f"course/{chapter}/{chapter}.html"


def between(chapter, begin, end):
    """The texts between two marks in the cells of a chapter's source."""
    text = "\n".join(cell.source for cell in CHAPTERS[chapter].cells if cell.cell_type == "code")
    return [found.strip() for found in re.findall(rf"^ *### {begin}\n(.+?)^ *### {end}$", text, flags=re.M | re.S)]


def code_of(page):
    """All code of a page."""
    return "\n".join(block.get_text() for block in page.find_all("pre"))


@by_edition
def test_a_page_for_each_chapter_and_the_map(pages, edition):
    expected = {page_of(chapter) for chapter in CHAPTERS} | {"index.html", "BOOK.html", "GLOSSARY.html", "search.html"}
    notes = {path for path in pages[edition] if path.endswith("/INSTRUCTOR.html")}
    assert set(pages[edition]) - notes == expected
    assert bool(notes) == (edition == "instructors")


@by_edition
def test_links_lead_to_a_page_and_a_place_in_it(pages, folders, edition):
    places = {path: {tag["id"] for tag in page.find_all(id=True)} for path, page in pages[edition].items()}
    broken, followed = [], 0
    for path, page in pages[edition].items():
        for link in page.find_all("a", href=True):
            target, place = urldefrag(unquote(link["href"]))
            if re.match(r"\w+:", target):
                continue
            followed += 1
            reached = (folders[edition] / path).parent / target if target else folders[edition] / path
            name = reached.resolve().relative_to(folders[edition].resolve()).as_posix()
            if not reached.is_file() or (place and place not in places.get(name, ())):
                broken.append(f"{path}: {link['href']}")
    assert followed > 500
    assert not broken


@by_edition
def test_next_and_previous_lead_through_the_whole_book(pages, edition):
    chapters = sorted(path for path in pages[edition] if path.startswith("course/"))
    way = ["index.html", *chapters, "BOOK.html", "GLOSSARY.html"]
    for here, there in zip(way, way[1:]):
        for start, end, link in [(here, there, "a.right-next"), (there, here, "a.left-prev")]:
            href = pages[edition][start].select_one(link)["href"]
            assert posixpath.normpath(posixpath.join(posixpath.dirname(start), href)) == end


@by_edition
def test_nothing_is_loaded_from_elsewhere(pages, folders, edition):
    loaded = []
    for path, page in pages[edition].items():
        for tag in page.find_all(["script", "img", "link", "iframe", "source", "video", "object"]):
            loaded += [(path, tag[name]) for name in ("src", "href", "data", "srcset") if tag.has_attr(name)]
    for style in folders[edition].rglob("*.css"):
        text = style.read_text(encoding="utf-8")
        loaded += [(style.name, found) for found in re.findall(r"""(?:@import\s+|url\()["']?([^"')]+)""", text)]
    assert len(loaded) > 100
    assert not [one for one in loaded if re.match(r"(https?:)?//", one[1])]


@by_edition
def test_the_search_knows_the_chapters(folders, edition):
    index = (folders[edition] / "searchindex.js").read_text(encoding="utf-8")
    for chapter, notebook in CHAPTERS.items():
        assert f"course/{chapter}/{chapter}" in index
        assert notebook.cells[0].source.splitlines()[0].removeprefix("# ") in index


@by_chapter
def test_students_see_no_answer_and_no_hidden_test(pages, chapter):
    answers = between(chapter, "BEGIN SOLUTION", "END SOLUTION")
    hidden = between(chapter, "BEGIN HIDDEN TESTS", "END HIDDEN TESTS")
    assert answers and hidden
    student, instructor = (code_of(pages[edition][page_of(chapter)]) for edition in EDITIONS)
    for secret in answers + hidden:
        assert secret in instructor
        assert secret not in student
    assert "### BEGIN" not in student


def test_students_get_pages_and_no_notebooks(folders):
    files = {path.relative_to(folders["students"]) for path in folders["students"].rglob("*") if path.is_file()}
    kinds = {path.suffix or path.name for path in files if path.parts[0] != "_static"}
    assert kinds == {".html", ".js", ".inv", ".buildinfo"}


@by_edition
def test_every_picture_has_its_words(pages, edition):
    pictures = [picture for page in pages[edition].values() for picture in page.find_all("img")]
    assert all(picture.get("alt", "").strip() for picture in pictures)
    assert len(pictures) > 40 or edition == "students"


@by_edition
def test_headings_are_in_order_and_the_language_is_told(pages, edition):
    for path, page in pages[edition].items():
        assert page.html["lang"] == "en"
        headings = page.select("h1, h2, h3, h4, h5, h6")
        # The theme's second title and its contents are for paper.
        levels = [int(heading.name[1]) for heading in headings if not heading.find_parent(id="jb-print-docs-body")]
        assert levels[0] == 1 and levels.count(1) == 1, path
        assert all(after <= before + 1 for before, after in zip(levels, levels[1:])), path


@by_edition
@by_chapter
def test_hints_are_folded_and_their_markdown_is_rendered(pages, edition, chapter):
    written = [cell.source for cell in CHAPTERS[chapter].cells if cell.cell_type == "markdown"]
    hints = pages[edition][page_of(chapter)].select("details:not(.hide)")
    assert len(hints) == "\n".join(written).count("<details>")
    for hint in hints:
        assert hint.find("summary", recursive=False) and not hint.has_attr("open")
        assert hint.find(["p", "ul", "ol", "pre", "table"])
        text = "".join(part for part in hint.find_all(string=True) if not part.find_parent(["code", "pre", "math"]))
        assert not re.search(r"`|\*\*|\$|</?details|\]\(", text)


@by_edition
@by_chapter
def test_formulas_are_drawn_without_a_script(pages, edition, chapter):
    page = pages[edition][page_of(chapter)]
    prose = "\n".join(cell.source for cell in CHAPTERS[chapter].cells if cell.cell_type == "markdown")
    prose = re.sub(r"```.*?```|`[^`]*`", "", prose, flags=re.S)
    assert len(page.find_all("math")) == len(re.findall(r"\$\$.+?\$\$|\$[^$]+\$", prose, flags=re.S))
    assert "MathJax" not in str(page)


@by_chapter
def test_a_chapter_opens_in_binder_and_colab(pages, chapter):
    links = {link["href"] for link in pages["instructors"][page_of(chapter)].find_all("a", href=True)}
    notebook = f"course/{chapter}/{chapter}.ipynb"
    assert f"https://mybinder.org/v2/gh/example/keras-course/main?urlpath=lab/tree/{notebook}" in links
    assert f"https://colab.research.google.com/github/example/keras-course/blob/main/colab/{chapter}.ipynb" in links


def test_without_an_owner_no_page_links_to_the_repository(pages):
    for path, page in pages["students"].items():
        links = [link["href"] for link in page.select("header a[href], .bd-header-article a[href]")]
        assert not [link for link in links if link.startswith("http")], path


@pytest.mark.parametrize("owner, known", [("OWNER", False), ("a-school", True)])
def test_an_owner_that_is_not_named_has_no_repository(monkeypatch, owner, known):
    address = f"https://github.com/{owner}/keras-course"
    monkeypatch.setattr(site, "REPOSITORY", address)
    assert site.repository() == (address if known else "")


def test_a_link_that_leads_nowhere_is_named(tmp_path, monkeypatch):
    def lay_out(edition, folder):
        (folder / "index.md").write_text("# A page\n\n[there](#nowhere)\n")

    monkeypatch.setattr(site, "lay_out", lay_out)
    with pytest.raises(site.SiteError, match="nowhere"):
        site.make("students", tmp_path / "site", "")
    assert not (tmp_path / "site").exists()
