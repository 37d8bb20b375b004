"""What students do to a notebook that has nothing to do with whether their answers are right."""

import ast
import re

from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from tools.classroom import answer_cells


def prints_and_warnings(notebook):
    """Each function says that it is called, and warns."""

    def talk(function):
        function.body[:0] = ast.parse("print('called')\n__import__('warnings').warn('careful')").body

    _change_functions(notebook, talk)


def stderr_in_answers(notebook):
    """Each answer cell writes to the error stream."""
    for cell in answer_cells(notebook):
        cell.source += "\nimport sys\nprint('still to do: tidy up', file=sys.stderr)"


def extra_cells(notebook):
    """A cell of code and a note before each cell, and at the end one that stops."""
    cells = []
    for cell in notebook.cells:
        cells += [new_code_cell("attempt = 1\nattempt"), new_markdown_cell("Ask about this on Friday."), cell]
    notebook.cells = [*cells, new_code_cell("1 / 0")]


def a_plot(notebook):
    """A figure after each answer."""
    plot = "import matplotlib.pyplot as plt\nplt.plot([1, 4, 9])\nplt.show()"
    _after_answers(notebook, lambda: new_code_cell(plot))


def names_bound_again(notebook):
    """After each exercise's tests, np, keras and the data are something else; then they are imported once more."""
    cells = []
    for cell in notebook.cells:
        cells.append(cell)
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cells.append(new_code_cell("np = keras = x_train = x = y = model = checks = exercise = 0"))
            cells.append(new_code_cell(_IMPORTS))
    notebook.cells = cells


def another_seed(notebook):
    """All random numbers begin elsewhere."""
    seed = "import random\nrandom.seed(99)\nnp.random.seed(99)\nkeras.utils.set_random_seed(99)"
    _after_answers(notebook, lambda: new_code_cell(seed))


def run_out_of_order(notebook):
    """The numbers of a session in which cells were run many times, in any order; and old outputs of the tests."""
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type == "code":
            cell.execution_count = 1 + 37 * number % 101
            cell.outputs = [new_output("stream", text="○ Not started\n")]


def keras_of_tensorflow(notebook):
    """tf.keras in place of keras."""
    for cell in answer_cells(notebook):
        used = re.sub(r"^(?!from|import)(.*)$", lambda line: _KERAS.sub("tf.keras.", line[1]), cell.source, flags=re.M)
        cell.source = f"import tensorflow as tf\n{used}"


def type_hints(notebook):
    """Each argument and result has a type hint."""

    def hint(function):
        for one in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs):
            one.annotation = ast.Name("object")
        function.returns = ast.Constant("np.ndarray | keras.Model")

    _change_functions(notebook, hint)


def a_lambda(notebook):
    """The name of each function belongs to a lambda that calls it."""
    for cell in answer_cells(notebook):
        for name in _functions(cell.source):
            cell.source += f"\n\n_{name} = {name}\n{name} = lambda *args, **kwargs: _{name}(*args, **kwargs)"


def helpers_in_another_cell(notebook):
    """Each function is a helper in a cell of its own, which the answer only names."""
    cells, answers = [], answer_cells(notebook)
    for cell in notebook.cells:
        names = _functions(cell.source) if cell in answers else []
        if names:
            cells.append(new_code_cell(cell.source))
            cell.source = "\n".join(f"{name} = {name}" for name in names)
        cells.append(cell)
    notebook.cells = cells


def an_old_attempt_left_there(notebook):
    """A wrong definition stands before the right one, in the same cell."""
    for cell in answer_cells(notebook):
        for name in _functions(cell.source):
            cell.source = f"def {name}(*args):\n    return None\n\n\n" + cell.source


def a_long_cell(notebook):
    """A cell that has nothing to do with it takes its time."""
    notebook.cells.insert(1, new_code_cell("import time\ntime.sleep(3)"))


def markdown_deleted(notebook):
    """No text is left."""
    notebook.cells = [cell for cell in notebook.cells if cell.cell_type == "code"]


def saved_by_vs_code(notebook):
    """As VS Code saves: a language for each cell, other metadata of the notebook."""
    for cell in notebook.cells:
        cell.metadata["vscode"] = {"languageId": "python" if cell.cell_type == "code" else "markdown"}
    notebook.metadata = {
        "kernelspec": {"display_name": ".venv (3.11.7)", "language": "python", "name": "python3"},
        "language_info": {"name": "python", "version": "3.11.7", "file_extension": ".py"},
    }


def saved_by_colab(notebook):
    """As Colab saves: ids in the metadata and none of the cells', an older minor version of the format."""
    notebook.nbformat_minor = 0
    for number, cell in enumerate(notebook.cells):
        cell.pop("id", None)
        cell.metadata |= {"id": f"Xy{number:010}"}
        if cell.cell_type == "code":
            cell.metadata |= {"outputId": f"Zz{number:010}", "colab": {"base_uri": "https://localhost:8080/"}}
    notebook.metadata = {
        "colab": {"provenance": [], "toc_visible": True},
        "accelerator": "GPU",
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "language_info": {"name": "python"},
    }


def windows_line_ends(notebook):
    """Lines end as on Windows."""
    for cell in notebook.cells:
        cell.source = cell.source.replace("\n", "\r\n")


def tabs(notebook):
    """Answers are indented with tabs."""
    for cell in answer_cells(notebook):
        cell.source = ast.unparse(ast.parse(cell.source)).replace("    ", "\t")


def magics(notebook):
    """IPython's own commands stand in the answer cells."""
    for cell in answer_cells(notebook):
        cell.source = "%matplotlib inline\n" + cell.source + "\n!echo done\n?print"


HABITS = (
    prints_and_warnings,
    stderr_in_answers,
    extra_cells,
    a_plot,
    names_bound_again,
    another_seed,
    run_out_of_order,
    keras_of_tensorflow,
    type_hints,
    a_lambda,
    helpers_in_another_cell,
    an_old_attempt_left_there,
    a_long_cell,
    markdown_deleted,
    saved_by_vs_code,
    saved_by_colab,
    windows_line_ends,
    tabs,
    magics,
)

_KERAS = re.compile(r"(?<![\w.])keras\.")
_IMPORTS = "import keras\nimport numpy as np\nfrom utils import datasets"


def _after_answers(notebook, make):
    cells, answers = [], answer_cells(notebook)
    for cell in notebook.cells:
        cells += [cell, make()] if cell in answers else [cell]
    notebook.cells = cells


def _functions(source):
    """The names of the functions that a cell defines."""
    return [one.name for one in ast.parse(source).body if isinstance(one, ast.FunctionDef)]


def _change_functions(notebook, change):
    for cell in answer_cells(notebook):
        tree = ast.parse(cell.source)
        for one in ast.walk(tree):
            if isinstance(one, ast.FunctionDef):
                change(one)
        cell.source = ast.unparse(ast.fix_missing_locations(tree))
