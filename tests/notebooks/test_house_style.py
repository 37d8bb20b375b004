"""Every chapter keeps every rule of the house, and every rule can be broken."""

import copy

import house_style
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from tools.build import sources


def name_of(rule):
    return rule.__name__.replace("_", " ")


@pytest.mark.parametrize("rule", house_style.RULES, ids=name_of)
@pytest.mark.parametrize("source", sources(), ids=lambda path: path.stem)
def test_chapter_keeps(rule, source):
    problems = list(rule(nbformat.read(source.with_suffix(".ipynb"), as_version=4)))
    assert not problems, f"{source.name}\n" + "\n".join(problems)


def change(find, put):
    """A change that replaces a text in every cell that has it."""

    def apply(notebook):
        for cell in notebook.cells:
            cell.source = cell.source.replace(find, put)

    return apply


def add(cell, at=-1):
    return lambda notebook: notebook.cells.insert(at, copy.deepcopy(cell))


def drop(text):
    def apply(notebook):
        notebook.cells = [cell for cell in notebook.cells if text not in cell.source]

    return apply


def figure(data):
    return new_code_cell("draw()", outputs=[new_output("display_data", data=data)])


# For each rule, changes that break it in a chapter that kept it.
BREAKS = {
    house_style.one_title_and_a_promise: [
        add(new_markdown_cell("# Another title")),
        change("In this chapter you train", "\n#"),
    ],
    house_style.headings_go_down_one_level_at_a_time: [add(new_markdown_cell("#### Deep"), at=3)],
    house_style.the_skeleton_is_there: [
        change("## Questions", "## Puzzles"),
        change("## Take-away", "## End"),
        change("## 4. ", "## 9. "),
    ],
    house_style.the_time_is_told: [change("**Time:**", "Time")],
    house_style.prose_comes_before_code: [
        add(new_markdown_cell("## Bare"), at=6),
    ],
    house_style.pictures_have_a_text: [
        add(new_markdown_cell("![](a.png)")),
        add(new_markdown_cell('<img src="a.png">')),
    ],
    house_style.figures_have_a_text: [add(figure({"image/png": "", "text/plain": "<Figure size 640x480>"}))],
    house_style.code_is_short: [
        add(new_code_cell("x = 1\n" * 31)),
        lambda n: [add(new_code_cell(f"x = {i}\n" * 29))(n) for i in range(12)],
    ],
    house_style.utils_comes_first: [change("from utils import checks, datasets, plotting", "import keras")],
    house_style.nothing_is_made_for_tests: [add(new_code_cell("import os\nos.environ['CI']"))],
    house_style.one_figure_is_interactive: [drop("plotting.explore(")],
    house_style.training_shows_progress: [
        add(new_code_cell("model.fit(x, y)")),
        add(new_code_cell("model.fit(x, y, callbacks=[stopping])")),
    ],
    house_style.exercises_explain_themselves: [change("Returns:", "Gives:"), change("### BEGIN SOLUTION", "")],
    house_style.hints_have_levels: [
        drop("Hint 2"),
        change("Hint 2", "Hint 3"),
        change("</details>\n<details>", "<details>"),
    ],
    house_style.tests_stand_alone: [
        change("import numpy as np\n", ""),
        change("exercise.report()", "exercise.report()\n42"),
        change("exercise = checks", "checks.exercise('f', 't')\nexercise = checks"),
    ],
    house_style.tests_have_readable_ids: [
        lambda n: [cell.metadata.nbgrader.update(grade_id="cell-A1") for cell in house_style.tests(n)]
    ],
    house_style.every_check_has_a_sentence: [change('    """Each of two rows adds up to 1."""\n', "")],
    house_style.a_graded_chapter_is_worth_it: [
        lambda n: [cell.metadata.nbgrader.update(points=1) for cell in house_style.tests(n)]
    ],
    house_style.every_exercise_has_hidden_tests: [change("### BEGIN HIDDEN TESTS", "")],
    house_style.one_question_in_three_asks_for_an_idea: [change("**Think about it.**", "Think.")],
}


def test_every_rule_is_tried():
    assert BREAKS.keys() == set(house_style.RULES)


@pytest.mark.parametrize(
    "rule, break_it",
    [(rule, change) for rule, changes in BREAKS.items() for change in changes],
    ids=lambda x: getattr(x, "__name__", ""),
)
def test_a_broken_rule_is_told(rule, break_it):
    source = next(path for path in sources() if path.stem == "01-basics")
    notebook = nbformat.read(source.with_suffix(".ipynb"), as_version=4)
    break_it(notebook)
    problems = list(rule(notebook))
    assert problems and all(isinstance(problem, str) for problem in problems)
