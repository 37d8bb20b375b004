"""A student's notebook made harmless to show: what remains of it is text, tables, formulas and pictures.

A notebook is data from a stranger, and whoever opens a page made of it is logged in somewhere. So a new notebook is
built from the parts that are known to be harmless, and what is not known is left out: scripts, widgets, embedded pages,
links into the server that shows the page, and everything that would be loaded from elsewhere.
"""

import base64
import html
import re
from functools import lru_cache

import nbformat
import nh3
from jinja2 import pass_context
from markupsafe import Markup
from math_core import LatexError, LatexToMathML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

# Far above what the course's own cells need. Longer texts cost their readers patience, and the programs that turn them
# into HTML more time than they are long.
LONGEST_TEXT = 20_000  # characters of one cell, or of one output
LONGEST_HTML = 50_000  # of one output, without its pictures
LONGEST_FORMULA = 1_000
MOST_TEXT = 500_000  # of a whole notebook
MOST_PICTURES = 10_000_000

CUT = "\n[... {left} more characters are left out here]"
NO_ALT = "A picture without a description"

PICTURES = ("image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp")
# As the source of an <img> an SVG runs no script and loads nothing.
PICTURE = re.compile(rf"data:({'|'.join(map(re.escape, PICTURES))});base64,[A-Za-z0-9+/=\s]+")

TAGS = set(
    "a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 "
    "hr i img ins kbd li mark ol p pre progress q s samp small span strong sub summary sup table tbody td tfoot th "
    "thead tr tt u ul var wbr "
    # MathML, as math_core writes it
    "math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle "
    "msub msubsup msup mtable mtd mtext mtr munder munderover".split()
)
WITHOUT_CONTENT = {"script", "style", "svg", "iframe", "object", "noscript", "template", "textarea", "title", "xmp"}
ATTRIBUTES = {
    "*": {"style", "title", "lang", "dir", "role", "aria-label"},
    "a": {"href"},
    "img": {"alt", "src", "width", "height"},
    "details": {"open"},
    "ol": {"start"},
    "progress": {"max", "value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "math": {"display"},
    "mfrac": {"linethickness"},
    "mi": {"mathvariant"},
    "mo": {"stretchy", "lspace", "rspace", "minsize", "maxsize", "symmetric", "form", "largeop", "movablelimits"},
    "mover": {"accent"},
    "munder": {"accentunder"},
    "munderover": {"accent", "accentunder"},
    "mpadded": {"width", "height", "depth", "lspace", "voffset"},
    "mspace": {"width", "height", "depth"},
    "mstyle": {"displaystyle", "scriptlevel"},
}
# Nothing that could move a student's text over a score.
STYLES = {
    "background-color",
    "color",
    "font-family",
    "font-style",
    "font-weight",
    "max-width",
    "overflow-x",
    "text-align",
    "text-decoration",
    "text-decoration-color",
    "white-space",
}


def _attribute(tag, name, value):
    """The value of an attribute, or None for one to leave out: a `data:` address is good for a picture only."""
    if (tag, name) == ("img", "src"):
        return value if PICTURE.fullmatch(value) else None
    if (tag, name) == ("a", "href"):
        return None if value.strip().lower().startswith("data:") else value
    return value


_cleaner = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=WITHOUT_CONTENT,
    attributes=ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto", "data"},
    url_relative="deny",  # it would lead into the server that shows the page
    filter_style_properties=STYLES,
)


def clean(text):
    """HTML (str) without anything that runs, loads or deceives, as `Markup`."""
    return Markup(_cleaner.clean(text))


class _Renderer(IPythonRenderer):
    """Markdown as notebooks have it, with formulas as MathML, which browsers draw without a script."""

    def inline_math(self, body):
        return _formula(body, displaystyle=False)

    def block_math(self, body):
        return _formula(body, displaystyle=True)

    def latex_environment(self, name, body):
        return _formula(f"\\begin{{{name}}}{body}\\end{{{name}}}", displaystyle=True)


_mathml = LatexToMathML()


def _formula(tex, displaystyle):
    if len(tex) <= LONGEST_FORMULA:  # math_core's stack ends at some ten thousand nested braces
        try:
            return _mathml.convert_with_local_state(tex, displaystyle=displaystyle)
        except LatexError:
            pass
    return f"<code>{html.escape(tex)}</code>"


@lru_cache(maxsize=2000)  # a class shares the texts of its exercises
def _markdown(source, attachments):
    pictures = {name: dict(kinds) for name, kinds in attachments}
    renderer = _Renderer(escape=False, exclude_anchor_links=True, attachments=pictures)
    try:
        return clean(MarkdownWithMath(renderer=renderer).render(source))
    except Exception:  # a student's text may be anything, and mistune is made for authors
        return Markup(f"<pre>{html.escape(source)}</pre>")


@pass_context
def markdown(context, source):
    """Markdown as harmless HTML, a filter for Jinja in place of nbconvert's `markdown2html`.

    Args:
        context: jinja2.runtime.Context; pictures pasted into its `cell` are shown.
        source: str, of a student or of a teacher.

    Returns:
        Markup.
    """
    attachments = (context.get("cell") or {}).get("attachments") or {}
    return _markdown(source or "", tuple((name, tuple(kinds.items())) for name, kinds in attachments.items()))


def nbgrader_of(cell):
    """What nbgrader knows of a cell.

    Args:
        cell: nbformat.NotebookNode of a submission, where anything may stand.

    Returns:
        dict with grade_id, points, grade, solution, task, locked; empty if the cell has no part in the grading.
    """
    found = cell.metadata.get("nbgrader")
    grade_id = found.get("grade_id") if isinstance(found, dict) else None
    if not isinstance(grade_id, str) or not re.fullmatch(r"[\w-]+", grade_id, flags=re.ASCII):
        return {}
    points = found.get("points")
    flags = {flag: found.get(flag) is True for flag in ("grade", "solution", "task", "locked")}
    return {"grade_id": grade_id, "points": points if isinstance(points, (int, float)) else 0, **flags}


def harmless(notebook):
    """A copy of a submission that is harmless to show.

    Args:
        notebook: nbformat.NotebookNode, valid.

    Returns:
        nbformat.NotebookNode. Its outputs are streams, errors, and displays of "text/html", which is clean, or of
        "text/plain". Its sources are still Markdown and code: show them by `markdown`, or escaped.
    """
    room = _Room()
    cells = [_cell(cell, room) for cell in notebook.cells if cell.cell_type in ("code", "markdown")]
    language = {"name": "ipython", "pygments_lexer": "ipython3", "file_extension": ".py"}
    # Written for nbformat 4.4, in which cells have no ids: a student's would become ids of the page.
    made = {"cells": cells, "metadata": {"language_info": language}, "nbformat": 4, "nbformat_minor": 4}
    return nbformat.from_dict(made)


class _Room:
    """How much of a notebook may still be shown."""

    def __init__(self):
        self.text, self.pictures = MOST_TEXT, MOST_PICTURES

    def cut(self, text):
        """As much of a text as there is room for; nothing of what is no text."""
        text = text if isinstance(text, str) else ""
        most = min(LONGEST_TEXT, self.text)
        self.text -= min(len(text), most)
        return text if len(text) <= most else text[:most] + CUT.format(left=len(text) - most)

    def html(self, text):
        """A text of HTML cleaned, or nothing if there is no room for it."""
        pictures = sum(match.end() - match.start() for match in PICTURE.finditer(text))
        size = len(text) - pictures
        if size > min(LONGEST_HTML, self.text) or pictures > self.pictures:
            return ""
        self.text -= size
        self.pictures -= pictures
        return clean(text)


def _cell(cell, room):
    part = nbgrader_of(cell)
    kept = {
        "cell_type": cell.cell_type,
        "metadata": {"nbgrader": part} if part else {},
        "source": room.cut(cell.source),
    }
    if cell.cell_type == "markdown":
        return kept | {"attachments": _attachments(cell, room)}
    count = cell.get("execution_count")
    outputs = [one for output in cell.get("outputs", []) for one in _output(output, room)]
    return kept | {"outputs": outputs, "execution_count": count if isinstance(count, int) else None}


def _attachments(cell, room):
    kept = {}
    for name, kinds in (cell.get("attachments") or {}).items():
        for kind, data in kinds.items() if isinstance(kinds, dict) else ():
            if kind in PICTURES and isinstance(data, str) and len(data) <= room.pictures:
                room.pictures -= len(data)
                kept.setdefault(name, {})[kind] = data
    return kept


def _output(output, room):
    """An output as a list of none or one."""
    kind = output.get("output_type")
    if room.text <= 0:
        return []
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return [{"output_type": kind, "name": name, "text": room.cut(output.get("text"))}]
    if kind == "error":
        lines = output.get("traceback")
        lines = [line for line in lines if isinstance(line, str)] if isinstance(lines, list) else []
        name, value = room.cut(output.get("ename")), room.cut(output.get("evalue"))
        return [{"output_type": kind, "ename": name, "evalue": value, "traceback": [room.cut("\n".join(lines))]}]
    if kind in ("display_data", "execute_result"):
        data = _display({key: value for key, value in output.get("data", {}).items() if isinstance(value, str)}, room)
        return [{"output_type": "display_data", "metadata": {}, "data": data}] if data else []
    return []


def _display(data, room):
    """The best of the known forms of a displayed value: clean HTML, else plain text."""
    plain = room.cut(data.get("text/plain"))
    if "text/html" in data:
        shown = room.html(data["text/html"])
    elif "text/markdown" in data or "text/latex" in data:
        shown = _markdown(room.cut(data.get("text/markdown", data.get("text/latex"))), ())
    else:
        kind = next((kind for kind in PICTURES if kind in data), None)
        shown = room.html(_picture(kind, data[kind], plain or NO_ALT)) if kind else ""
    return {"text/html": str(shown)} if shown.strip() else {"text/plain": plain} if plain else {}


def _picture(kind, data, alt):
    if kind == "image/svg+xml":
        data = base64.b64encode(data.encode(errors="replace")).decode()
    source = html.escape(f"data:{kind};base64,{data}")
    return f'<img alt="{html.escape(alt)}" src="{source}" style="max-width:100%">'
