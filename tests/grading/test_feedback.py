"""Feedback pages and the formgrader's: safe from what students hand in, and complete for their readers."""

import base64
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import nbformat
import numpy as np
import pytest
from bs4 import BeautifulSoup
from nbconvert.preprocessors import Preprocessor
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.api import Gradebook
from traitlets import List

from tools.build import sources
from tools.classroom import ROOT, Classroom
from utils import plotting
from utils.grading import harmless
from utils.grading.feedback import FeedbackExporter, exercises, refused_page

CHAPTER = "01-basics"
CHAPTERS = [source.parent.name for source in sources() if source.parent.name != "00-welcome"]

RUN = "parent.document.title='run'"
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{RUN}"><script>{RUN}</script><a href="javascript:x">x</a></svg>'

# HTML that runs, loads, leads away or deceives, if a page shows it as it is.
HTML = {
    "script": f"<script>{RUN}</script>",
    "script in capitals": f"<ScRiPt>{RUN}</sCrIpT>",
    "script from elsewhere": "<script src=//evil.example/x.js></script>",
    "split script": f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    "image that fails": f"<img src=x onerror=\"{RUN}\">",
    "attribute without quotes": f"<img/src=x/onerror={RUN}>",
    "details that open": f'<details open ontoggle="{RUN}">x</details>',
    "focus": f'<input autofocus onfocus="{RUN}">',
    "svg": SVG,
    "svg that animates": f'<svg><animate onbegin="{RUN}" attributeName=x dur=1s>',
    "svg that uses": "<svg><use href=\"data:image/svg+xml,<svg id='x'/>#x\"/></svg>",
    "javascript link": f'<a href="javascript:{RUN}">x</a>',
    "javascript link with a tab": f'<a href="java&#9;script:{RUN}">x</a>',
    "javascript link with a control character": f'<a href="&#1;javascript:{RUN}">x</a>',
    "vbscript link": '<a href="vbscript:x">x</a>',
    "page as a link": f'<a href="data:text/html,<script>{RUN}</script>">x</a>',
    "page as a picture": '<img src="data:text/html;base64,PHNjcmlwdD4=">',
    "picture with a second type": '<img src="data:image/png;x,text/html;base64,PHNjcmlwdD4=">',
    "link into the server": '<a href="/api/contents">x</a> <a href="../evil.html">x</a> <a href="//evil.example">x</a>',
    "iframe": f'<iframe srcdoc="<script>{RUN}</script>"></iframe>',
    "iframe from elsewhere": "<iframe src=https://evil.example></iframe>",
    "object": f'<object data="data:text/html,<script>{RUN}</script>"></object><embed src="x.swf">',
    "form": '<form action="https://evil.example"><button formaction="javascript:x">Grade</button></form>',
    "style": "<style>body { display: none } @import url(https://evil.example/x.css);</style>",
    "style from elsewhere": '<link rel="stylesheet" href="https://evil.example/x.css">',
    "style that covers": '<div style="position: fixed; top: 0; background: url(https://evil.example/x)">20 of 20</div>',
    "picture from elsewhere": '<img src="https://evil.example/x.png"><img srcset="https://evil.example/x.png 1x">',
    "video from elsewhere": '<video poster="https://evil.example/x"><source src="x" onerror="x"></video>',
    "base": '<base href="https://evil.example/">',
    "refresh": '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    "end of the cell": "</div></div></section></main></body><h1>20 of 20 points</h1>",
    "end of a comment": f"<!--><script>{RUN}</script>-->",
    "mutation in math": "<math><mtext><table><mglyph><style><!--</style>"
    f'<img title="--&gt;&lt;img src=1 onerror={RUN}&gt;">',
    "mutation in svg": f'<svg></p><style><a id="</style><img src=1 onerror={RUN}>">',
    "mutation in noscript": f'<noscript><p title="</noscript><img src=x onerror={RUN}>"></noscript>',
    "template": f"<template><script>{RUN}</script></template>",
    "math link": f'<math href="javascript:{RUN}"><mi xlink:href="javascript:{RUN}">x</mi></math>',
    "math action": f'<math><maction actiontype="statusline" href="javascript:{RUN}">x</maction></math>',
    "annotation": f'<math><annotation-xml encoding="text/html"><script>{RUN}</script></annotation-xml></math>',
    "names of the formgrader": '<input class="score" value="9"><p class="comment" id="relu-values">x</p>',
    "name of a global": '<a id="MathJax" name="base_url">x</a><img name="cookie">',
}
MARKDOWN = {
    **HTML,
    "markdown javascript": f"[x](javascript:{RUN}) [y]( java\tscript:x ) <javascript:{RUN}> [z]: javascript:x",
    "markdown data": "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "markdown picture": "![x](https://evil.example/x.png) ![y](javascript:x) ![z](evil.svg)",
    "markdown title": f'![x](y "\\" onerror={RUN})',
    "mermaid": f"```mermaid\n<script>{RUN}</script>\n```",
    "language": f'```"><script>{RUN}</script>\nx\n```',
    "missing attachment": "![x](attachment:none.png)",
    "formula": f"$<script>{RUN}</script>$ $$\\text{{</math><script>{RUN}</script>}}$$",
    "formula of an environment": f"\\begin{{a}}<script>{RUN}</script>\\end{{a}}",
    "formula with a link": f"$\\href{{javascript:{RUN}}}{{x}}$ $\\style{{position:fixed}}{{x}}$",
    "formula with a picture": "$\\includegraphics{https://evil.example/x.png}$",
}
DISPLAYS = {
    **{name: {"text/html": text} for name, text in HTML.items()},
    **{name: {"text/markdown": text} for name, text in MARKDOWN.items()},
    "javascript": {"application/javascript": RUN, "text/plain": "x"},
    "widget": {"application/vnd.jupyter.widget-view+json": {"model_id": f"</script><script>{RUN}"}, "text/plain": "x"},
    "mermaid diagram": {"text/vnd.mermaid": f"<script>{RUN}</script>"},
    "latex": {"text/latex": f"$<script>{RUN}</script>$"},
    "svg picture": {"image/svg+xml": SVG},
    "png that is none": {"image/png": f'" onerror="{RUN}'},
    "jpeg that is none": {"image/jpeg": f"AAAA'><script>{RUN}</script>"},
    "alt text": {"image/png": "AAAA", "text/plain": f'"><script>{RUN}</script>'},
    "plain": {"text/plain": f"</pre><script>{RUN}</script>"},
}
FORBIDDEN_TAGS = (
    "script style svg iframe object embed form input button textarea select link meta base template noscript video "
    "audio source use animate maction annotation-xml"
).split()


def dangers(html):
    """What of the HTML (str) could run, load, lead into the server, or be taken for a part of the page."""
    found = []
    for tag in BeautifulSoup(html, "html.parser").find_all():
        found += [tag.name] if tag.name in FORBIDDEN_TAGS else []
        for name, value in tag.attrs.items():
            known = {
                "href": r"https?://.+|mailto:.+",
                "src": r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,[\w+/=]+",
                "style": r"(?!.*(url|position|fixed)).*",
            }.get(name)
            if name.startswith("on") or name in ("id", "class", "name", "srcset", "srcdoc", "action", "xlink:href"):
                found.append(f"{tag.name} {name}")
            elif known and not re.fullmatch(known, value, flags=re.DOTALL):
                found.append(f"{tag.name} {name}={value}")
    return found


def shown(data, **metadata):
    """What is left of an output that displays `data` (dict), as a dict."""
    output = new_output("display_data", data, metadata=metadata)
    outputs = harmless.harmless(new_notebook(cells=[new_code_cell("1", outputs=[output])])).cells[0].outputs
    assert not any(one.metadata for one in outputs)
    return outputs[0].data if outputs else {}


def rendered(source, **cell):
    """Markdown as the templates show it."""
    return harmless.markdown({"cell": cell}, source)


@pytest.mark.parametrize("name", MARKDOWN)
def test_markdown_is_harmless(name):
    assert dangers(rendered(MARKDOWN[name])) == []


@pytest.mark.parametrize("name", DISPLAYS)
def test_displays_are_harmless(name):
    left = shown(DISPLAYS[name], isolated=True, width=f"1 onerror={RUN}")
    assert left.keys() <= {"text/html", "text/plain"}
    assert dangers(left.get("text/html", "")) == []


def test_what_a_notebook_says_of_itself_is_left_out():
    bad = f'"><script>{RUN}</script>'
    cells = [
        new_code_cell("1", metadata={"tags": [bad], "nbgrader": {"grade_id": bad, "grade": True, "points": 9}}),
        new_code_cell("2", metadata={"nbgrader": {"grade": True, "points": 9}}),
        new_markdown_cell("3", metadata={"nbgrader": bad}),
        new_code_cell("4", metadata={"nbgrader": {"grade_id": "relu", "points": bad, "solution": bad, bad: bad}}),
        nbformat.v4.new_raw_cell(bad, metadata={"raw_mimetype": "text/html"}),
    ]
    metadata = {"title": bad, "widgets": {bad: bad}, "language_info": {"name": bad, "pygments_lexer": bad}}
    notebook = new_notebook(cells=cells, metadata=metadata)
    cells[0].id = bad
    assert "script" not in str(harmless.harmless(notebook))


def test_an_attachment_is_a_picture_or_nothing():
    def attached(kind, data):
        cell = new_markdown_cell("![what](attachment:a)", attachments={"a": {kind: data}})
        return harmless.harmless(new_notebook(cells=[cell])).cells[0]

    assert 'src="data:image/png;base64,AAAA"' in rendered(**attached("image/png", "AAAA"))
    assert attached("text/html", "AAAA").attachments == {}
    assert dangers(rendered(**attached("image/png", f'" onerror="{RUN}'))) == []


def test_long_things_are_cut():
    text = "x" * 2 * harmless.LONGEST_TEXT
    stream = new_output("stream", text=text)
    cell = harmless.harmless(new_notebook(cells=[new_code_cell(text, outputs=[stream] * 1000)])).cells[0]
    assert len(cell.source) < len(text) and f"{harmless.LONGEST_TEXT} more characters" in cell.source
    assert sum(len(output.text) for output in cell.outputs) < 1.1 * harmless.MOST_TEXT
    assert shown({"text/html": "<b>" * harmless.LONGEST_HTML, "text/plain": "plain"}) == {"text/plain": "plain"}
    picture = base64.b64encode(bytes(harmless.MOST_PICTURES)).decode()
    assert shown({"image/png": picture, "text/plain": "plain"}) == {"text/plain": "plain"}


@pytest.mark.parametrize("tex", ["{" * 100_000, r"\sqrt{" * 50_000 + "x" + "}" * 50_000, r"\def\a{\a\a}\a", r"\frac{"])
def test_a_formula_that_cannot_be_is_shown_as_text(tex):
    page = rendered(f"${tex}$")
    assert "<math" not in page and "<code>" in page


def test_the_course_survives():
    figure, axes = plotting.figure(alt='Loss & "accuracy" rise')
    axes.plot(np.arange(3))
    picture = BeautifulSoup(shown(figure._repr_mimebundle_())["text/html"], "html.parser").img
    assert picture["alt"] == 'Loss & "accuracy" rise' and picture["src"].startswith("data:image/png;base64,iVBOR")
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><title>Model</title><desc>Two layers</desc></svg>'
    html = shown({"image/svg+xml": svg, "text/plain": "A model"})["text/html"]
    picture = BeautifulSoup(html, "html.parser").img
    assert picture["alt"] == "A model" and base64.b64decode(picture["src"].split(",")[1]).decode() == svg
    for kept in (
        "<table><caption>Tests</caption><thead><tr><th scope=\"col\">a</th></tr></thead></table>",
        '<progress max="1" value="0.5" aria-label="Epoch 1"></progress>',
        '<pre style="white-space:pre"><span style="color:#00af00">512</span></pre>',
        "<details><summary>Hint</summary>x</details>",
        '<a href="https://keras.io" rel="noopener noreferrer">Keras</a>',
    ):
        assert shown({"text/html": kept})["text/html"] == kept
    text = rendered("**a** `b < c`\n\n| x |\n|---|\n| 1 |\n\n$\\frac{1}{2}$")
    assert all(part in text for part in ("<strong>a</strong>", "<code>b &lt; c</code>", "<td>1</td>", "<mfrac>"))


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_formula_of_the_course_is_drawn(chapter):
    for cell in nbformat.read(ROOT / "course" / chapter / f"{chapter}.ipynb", as_version=4).cells:
        if cell.cell_type == "markdown":
            page = BeautifulSoup(rendered(cell.source), "html.parser")
            for code in page.find_all("code"):
                code.decompose()
            assert "$" not in page.get_text() and "\\" not in page.get_text()


class Scores(Preprocessor):
    """Stands for nbgrader's GetGrades: one point for each of the tests `right`, and a comment for every answer."""

    right = List()

    def preprocess_cell(self, cell, resources, index):
        part = cell.metadata.get("nbgrader", {})
        if part.get("grade"):
            part["score"] = float(part.get("grade_id") in self.right)
        if part.get("solution"):
            part["comment"] = f"Well **tried** <script>{RUN}</script>"
        return cell, resources


def page_of(notebook, right=()):
    exporter = FeedbackExporter()
    exporter.register_preprocessor(Scores(right=list(right)), enabled=True)
    nbgrader = {"student": "ada", "assignment": CHAPTER, "notebook": CHAPTER, "score": 1.5, "max_score": 20}
    return exporter.from_notebook_node(notebook, {"nbgrader": {**nbgrader, "late_penalty": 0}})[0]


def failed(notebook):
    """A solution whose tests all stopped with an error that shows their source, as IPython does."""
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            told = new_output("stream", text="✓ Told.\n")
            cell.outputs = [told, new_output("error", ename="NameError", evalue="no x", traceback=[cell.source])]
    return notebook


def solution(chapter):
    return nbformat.read(ROOT / "solutions" / chapter / f"{chapter}.ipynb", as_version=4)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_page_has_every_exercise_and_no_source_of_a_test(chapter):
    notebook = failed(solution(chapter))
    page = BeautifulSoup(page_of(notebook), "html.parser")
    answers = [cell.source for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("solution")]
    tests = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    text = page.get_text()
    assert len(page.find_all("section")) == len(answers) == len(exercises(notebook.cells))
    assert all(answer in text for answer in answers)
    assert text.count("✓ Told.\nNameError: no x") == len(tests)
    for title in page.find_all("h2"):
        assert re.match(r"Exercise \d+: ", title.get_text())
    lines = {line.strip() for test in tests for line in test.source.splitlines() if len(line.strip()) > 30}
    lines -= {line.strip() for answer in answers for line in answer.splitlines()}
    assert lines and not [line for line in lines if line in text]


def test_a_test_tells_its_sentences():
    notebook = solution(CHAPTER)
    test = next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade"))
    sentences = ["✗ Not yet: it adds up. 0 of 1 checks passed.", "  ✗ Two rows."]
    test.outputs = [new_output("error", ename="NotYet", evalue="", traceback=sentences)]
    assert "\n".join(sentences) in BeautifulSoup(page_of(notebook), "html.parser").get_text()


def test_the_page_is_about_the_exercises():
    notebook = solution(CHAPTER)
    at = next(n for n, cell in enumerate(notebook.cells) if cell.metadata.get("nbgrader", {}).get("solution"))
    notebook.cells.insert(at + 1, new_code_cell("my_helper = 1", outputs=[new_output("stream", text="helped")]))
    text = BeautifulSoup(page_of(notebook), "html.parser").get_text()
    assert "my_helper = 1" in text and "helped" in text
    assert "Each output is a weighted sum" not in text  # what a hint says
    elsewhere = [cell.source for cell in notebook.cells if cell.cell_type == "code" and "nbgrader" not in cell.metadata]
    assert not [source for source in elsewhere[:at] if source != "my_helper = 1" and source in text]


def test_the_page_reads_well_and_runs_nothing():
    html = page_of(solution(CHAPTER))
    page = BeautifulSoup(html, "html.parser")
    policy = page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    assert "default-src 'none'" in policy and "script-src" not in policy and "http" not in policy
    assert html.index("Content-Security-Policy") < html.index("<style")
    assert page.find("meta", {"name": "viewport"}) and page.html["lang"] == "en"
    assert page.title.get_text() == f"{CHAPTER}: feedback for ada"
    assert [h1.get_text() for h1 in page.find_all("h1")] == ["Feedback on Keras basics: layers, losses and optimizers"]
    levels = [int(heading.name[1]) for heading in page.find_all(re.compile("h[1-6]"))]
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:]))
    assert [th.get_text() for th in page.thead.find_all("th", scope="col")] == ["Exercise", "Points"]
    links = [row.th.a["href"] for row in page.tbody.find_all("tr")]
    assert links == [f"#{section['id']}" for section in page.find_all("section")]
    assert "1.5 of 20 points" in page.header.get_text()
    assert page.find(class_="comment").strong.get_text() == "tried"
    assert not page.find_all("script") and all(picture["alt"] for picture in page.find_all("img"))


@pytest.mark.parametrize(
    "right, told, hint",
    [
        ([], "○ Not started: x.", 1),
        ([], "✗ Not yet: x.", 2),
        (["x-values"], "✗ Not yet: x.", 3),
        (["x-values", "x-shape"], "✓ Correct: x.", None),
    ],
)
def test_the_page_names_the_hint_to_open(right, told, hint):
    hints = "".join(f"<details><summary>Hint {n}</summary>\n\nText {n}.\n\n</details>\n" for n in (1, 2, 3))
    cells = [
        new_markdown_cell("# Chapter\n\n## Exercise 1: x"),
        new_code_cell("def x(): ...", metadata={"nbgrader": {"grade_id": "x", "solution": True, "grade": False}}),
        new_markdown_cell(hints),
    ]
    for grade_id in ("x-values", "x-shape"):
        part = {"grade_id": grade_id, "grade": True, "solution": False, "points": 1}
        cells.append(new_code_cell("", metadata={"nbgrader": part}, outputs=[new_output("stream", text=told)]))
    text = BeautifulSoup(page_of(new_notebook(cells=cells), right), "html.parser").get_text()
    assert ("To go on, open" in text) == bool(hint) and (not hint or f"open Hint {hint} of" in text)
    assert "Text 1" not in text


def test_the_page_says_what_was_put_right():
    notebook = solution(CHAPTER)
    notebook.metadata["restored"] = ["The cell <b>x</b> is missing: put back."]
    page = BeautifulSoup(page_of(notebook), "html.parser")
    assert page.header.li.get_text() == "The cell <b>x</b> is missing: put back."
    assert not BeautifulSoup(page_of(solution(CHAPTER)), "html.parser").header.find("li")


def test_a_hand_in_that_could_not_be_graded_has_a_page():
    page = BeautifulSoup(refused_page("ada", "c", "c", "It is <empty>."), "html.parser")
    assert "It is <empty>." in page.main.get_text() and "0 points" in page.header.get_text()
    assert "default-src 'none'" in page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]


def test_the_page_shows_text_as_text():
    bad = f"</pre><script>{RUN}</script>"
    told = [new_output("stream", text=bad), new_output("error", ename=bad, evalue=bad, traceback=[bad])]
    shown_as_text = new_output("display_data", {"text/plain": bad})
    solved, graded = ({"grade_id": kind, kind: True, "points": 1} for kind in ("solution", "grade"))
    cells = [
        new_markdown_cell(f"# {bad}"),
        new_code_cell(bad, metadata={"nbgrader": solved}, outputs=[*told, shown_as_text]),
        new_code_cell(bad, metadata={"nbgrader": graded}, outputs=told),
    ]
    page = BeautifulSoup(page_of(new_notebook(cells=cells)), "html.parser")
    assert not page.find_all("script")
    # Title, contents and heading; the answer and its outputs; the test's outputs, without the traceback.
    assert page.get_text().count(bad) == 3 + 4 + 3


def test_a_notebook_without_exercises_has_a_page():
    assert "1.5 of 20 points" in page_of(new_notebook(cells=[new_markdown_cell("Nothing")]))


class Graded:
    """A graded class of one, whose notebook is hostile, as nbgrader's commands leave it."""

    def __init__(self, folder):
        self.room = Classroom(folder, [CHAPTER])
        notebook = nbformat.read(self.room.release(CHAPTER), as_version=4)
        text, answer, *_ = exercises(notebook.cells)[0]
        text.source += "\n\n" + "\n\n".join(MARKDOWN.values())
        answer.source = f'"""</pre><script>{RUN}</script>"""'
        answer.outputs = [new_output("display_data", data) for data in DISPLAYS.values()]
        notebook.metadata.widgets = {"application/vnd.jupyter.widget-state+json": {"x": f"</script><script>{RUN}"}}
        work = folder / "autograded" / "mallory" / CHAPTER
        work.mkdir(parents=True)
        nbformat.write(notebook, work / f"{CHAPTER}.ipynb")
        (work / "evil.html").write_text(f"<script>{RUN}</script>", encoding="utf-8")
        with Gradebook(f"sqlite:///{folder / 'gradebook.db'}", "keras-course") as gradebook:
            gradebook.update_or_create_student("mallory")
            submission = gradebook.update_or_create_submission(CHAPTER, "mallory")
            self.id = submission.notebooks[0].id
            gradebook.find_grade("relu-values", CHAPTER, CHAPTER, "mallory").auto_score = 1
            gradebook.db.commit()


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    return Graded(tmp_path_factory.mktemp("class"))


def test_nbgrader_makes_the_page(graded):
    page = BeautifulSoup(graded.room.feedback(CHAPTER)["mallory"].read_text(encoding="utf-8"), "html.parser")
    assert "1 of 20 points" in page.header.get_text()
    for own in page.main.find_all(["pre", "code", "section", "h2", "h3", "div", "span"]):
        own.attrs = {name: value for name, value in own.attrs.items() if name not in ("class", "id")}
    assert dangers(str(page.main)) == []


@pytest.fixture(scope="module")
def server(graded):
    """The address of the formgrader, in Jupyter's server as `make lab` starts it."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    folder = graded.room.folder
    settings = {"JUPYTER_CONFIG_PATH": str(ROOT / ".jupyter"), "JUPYTER_CONFIG_DIR": str(folder / "none")}
    options = ["--no-browser", f"--ServerApp.port={port}", "--IdentityProvider.token=secret"]
    command = [sys.executable, "-m", "jupyter_server", *options]
    with open(folder / "server.log", "w") as log:
        running = subprocess.Popen(command, cwd=folder, env=os.environ | settings, stdout=log, stderr=log)
    try:
        address = f"http://localhost:{port}/formgrader"
        for _ in range(600):
            assert running.poll() is None, (folder / "server.log").read_text()
            try:
                fetch(address)
                break
            except urllib.error.URLError:
                time.sleep(0.1)
        yield f"{address}/submissions/{graded.id}/"
    finally:
        running.terminate()
        running.wait()


def fetch(address):
    """(headers, text) of a page."""
    request = urllib.request.Request(address, headers={"Authorization": "token secret"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.headers, answer.read().decode()


def test_the_formgrader_shows_it_without_its_scripts(server):
    _, html = fetch(server)
    page = BeautifulSoup(html, "html.parser")
    assert html.index("Content-Security-Policy") < html.index("<script")
    policy = page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    nonce = re.search(r"'nonce-([\w-]{20,})'", policy)[1]
    assert "default-src 'none'" in policy and "script-src 'self' 'nonce-" in policy and "http" not in policy
    assert nonce not in fetch(server)[1]
    scripts = page.find_all("script")
    assert len(scripts) > 10 and all(script["nonce"] == nonce for script in scripts)
    assert all(script["src"].startswith("/formgrader/") for script in scripts if script.get("src"))
    assert not page.find(id="notebook").find_all("script")
    assert RUN in page.get_text()  # as the text of an answer
    for part in page.select("#notebook .text_cell_render, #notebook .output_html"):
        inner = "".join(map(str, part.children))
        assert dangers(inner) == []
    assert page.find("math")
    assert page.find("input", id="relu-values") and page.find("textarea", id="relu-comment")


def test_the_formgrader_serves_other_files_without_their_scripts(server):
    headers, text = fetch(server + "evil.html")
    assert RUN in text
    assert "sandbox" in headers["Content-Security-Policy"] and "allow" not in headers["Content-Security-Policy"]
    assert "sandbox" not in fetch(server)[0]["Content-Security-Policy"]
