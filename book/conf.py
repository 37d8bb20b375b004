"""Sphinx's settings for the course as a book; tools/site.py lays out the pages and calls Sphinx."""

import re
from pathlib import Path

from docutils import nodes
from math_core import LatexToMathML

HERE = Path(__file__).parent

project = "Keras course"
author = "The authors of the Keras course"
language = "en"
extensions = ["myst_nb"]

nb_execution_mode = "off"  # the outputs of solutions/*/*.ipynb are the book's
# Without a kernel a control does nothing: its values in words are shown.
nb_mime_priority_overrides = [("html", "application/vnd.jupyter.widget-view+json", None)]
nb_ipywidgets_js = {}
suppress_warnings = ["mystnb.unknown_mime_type"]  # the data of plotting.record, beside its table
nb_code_prompt_show = "Show the test"
nb_code_prompt_hide = "Hide the test"
myst_enable_extensions = ["amsmath", "dollarmath"]
myst_update_mathjax = False

html_theme = "sphinx_book_theme"
html_static_path = [str(HERE / "static")]
html_css_files = ["book.css"]
html_copy_source = False
html_show_sourcelink = False
html_math_renderer = "mathml"
html_use_index = False
html_context = {"default_mode": "auto"}  # light or dark, as the reader's system
html_theme_options = {"navbar_persistent": [], "use_download_button": False, "show_toc_level": 2}

_mathml = LatexToMathML()


def inline_math(translator, node):
    """Write a formula as MathML, which browsers draw without a script."""
    translator.body.append(_mathml.convert_with_local_state(node.astext(), displaystyle=False))
    raise nodes.SkipNode


def block_math(translator, node):
    """Write a formula on lines of its own."""
    formula = _mathml.convert_with_local_state(node.astext(), displaystyle=True)
    translator.body.append(f'<div class="formula">{formula}</div>')
    raise nodes.SkipNode


def keep_together(app, doctree, docname):
    """Let no line begin with the comma or the full stop after a formula."""
    for formula in list(doctree.findall(nodes.math)):
        after = formula.next_node(descend=False, siblings=True)
        if isinstance(after, nodes.Text) and (mark := re.match(r"[,.;:?)]+", after)):
            after.parent.replace(after, nodes.Text(after[mark.end() :]))
            together = nodes.inline(classes=["together"])
            formula.replace_self(together)
            together += [formula, nodes.Text(mark[0])]


def link_to_repository(app, config):
    """Offer each chapter in Binder and Colab, where it is known who owns the repository."""
    if config.repository:
        config.html_theme_options |= {
            "repository_url": config.repository,
            "repository_branch": "main",
            "use_repository_button": True,
            "launch_buttons": {
                "binderhub_url": "https://mybinder.org",
                "colab_url": "https://colab.research.google.com",
                "notebook_interface": "jupyterlab",
            },
        }


def open_the_copy_for_colab(app, pagename, templatename, context, doctree):
    """Let Colab open the copy of a chapter that installs the course there; tools/release.py writes it."""
    for group in context.get("header_buttons", []):
        for button in group.get("buttons", []):
            if button["text"] == "Colab":
                button["url"] = re.sub(r"course/[^/]+/([^/]+)$", r"colab/\1", button["url"])


def setup(app):
    """Make these known to Sphinx."""
    app.add_config_value("repository", "", "html")
    app.connect("config-inited", link_to_repository)
    app.connect("doctree-resolved", keep_together)
    app.connect("html-page-context", open_the_copy_for_colab, priority=900)  # after the theme has made its buttons
    app.add_html_math_renderer("mathml", (inline_math, None), (block_math, None))
