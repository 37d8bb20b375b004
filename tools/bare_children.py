"""Run the code cells of notebooks in children forked from a warm interpreter, two at a time, and nothing else.

No sandbox, no gradebook, no outputs kept: a bound for every grader that gives each submission a fresh process.
`python -m tools.bare_children NOTEBOOK...` prints the seconds for all notebooks, without those of importing TensorFlow.
"""

import os
import sys
import time

import matplotlib_inline.backend_inline as inline
import nbformat
from IPython.core.interactiveshell import InteractiveShell

from utils import checks, datasets, plotting  # noqa: F401
from utils.grading.warm import draw_a_figure

CHILDREN = 2  # at a time


def run(notebook):
    """Run the notebook's code cells as a kernel would; errors are a student's, and stop nothing."""
    shell = InteractiveShell.instance(user_module=sys.modules["__main__"])
    inline.configure_inline_support(shell, "module://matplotlib_inline.backend_inline")
    for cell in notebook.cells:
        if cell.cell_type == "code":
            shell.run_cell(cell.source)


def main(paths):
    draw_a_figure()
    notebooks = [nbformat.read(path, as_version=4) for path in paths]
    start = time.perf_counter()
    for number, notebook in enumerate(notebooks):
        if number >= CHILDREN:
            os.wait()
        if os.fork() == 0:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            try:
                run(notebook)
            finally:
                os._exit(0)
    for _ in notebooks[:CHILDREN]:
        os.wait()
    print(time.perf_counter() - start)


if __name__ == "__main__":
    main(sys.argv[1:])
