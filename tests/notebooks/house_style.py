"""The house rules of a chapter. Each rule is a function of a notebook that yields what is wrong and how to mend it."""

import ast
import re

OPENING = ["Questions", "What you will be able to do", "Before you start"]
CLOSING = ["Common mistakes", "Take-away", "To go further"]
LINES_OF_CODE = 300  # in a chapter, without docstrings, which are prose, and test cells, which are the grader's
LINES_IN_A_CELL = 30
MODULES = {
    "np": "numpy",
    "keras": "keras",
    "tf": "tensorflow",
    "checks": "utils",
    "datasets": "utils",
    "plotting": "utils",
}


def prose(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "markdown"]


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def nbgrader(cell):
    return cell.metadata.get("nbgrader", {})


def tests(notebook):
    return [cell for cell in code(notebook) if nbgrader(cell).get("grade")]


def stubs(notebook):
    return [cell for cell in code(notebook) if nbgrader(cell).get("solution")]


def headings(notebook):
    """(level, text) of every heading, in order."""
    found = []
    for cell in prose(notebook):
        text = re.sub(r"```.*?```", "", cell.source, flags=re.DOTALL)
        found += [(len(marks), title.strip()) for marks, title in re.findall(r"^(#+) (.+)$", text, flags=re.MULTILINE)]
    return found


def graded(notebook):
    return any(nbgrader(cell).get("points") for cell in tests(notebook))


def one_title_and_a_promise(notebook):
    first = notebook.cells[0]
    titles = [title for level, title in headings(notebook) if level == 1]
    if first.cell_type != "markdown" or not first.source.startswith("# ") or len(titles) != 1:
        yield f"There are {len(titles)} titles: begin the first cell with `# Title`, and use ## below it."
    elif not re.match(r"# .+\n\n\S", first.source):
        yield "The title stands alone: promise in one sentence below it what the chapter gives."


def headings_go_down_one_level_at_a_time(notebook):
    last = 0
    for level, title in headings(notebook):
        if level > last + 1:
            yield f"{title!r} is of level {level} below level {last}: take away a #."
        last = level


def the_skeleton_is_there(notebook):
    sections = [title for level, title in headings(notebook) if level == 2]
    if sections[: len(OPENING)] != OPENING:
        yield f"Begin with the sections {OPENING}."
    if sections[-len(CLOSING) :] != CLOSING:
        yield f"End with the sections {CLOSING}."
    numbers = [int(found[1]) for title in sections if (found := re.match(r"(\d+)\. ", title))]
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        yield f"Number the sections between 1, 2, 3, ...: these are {numbers}."


def the_time_is_told(notebook):
    if not any(re.search(r"\*\*Time:\*\* .*\d+ (minutes|seconds)", cell.source) for cell in prose(notebook)):
        yield "Say under 'Before you start' how long it takes: `**Time:** 50 minutes to read and run, ...`."


def prose_comes_before_code(notebook):
    for before, cell in zip(notebook.cells, notebook.cells[1:]):
        lines = [line for line in before.source.splitlines() if line.strip()]
        if cell.cell_type == "code" and before.cell_type == "markdown" and lines[-1].startswith("#"):
            yield f"Nothing is said between the heading {lines[-1]!r} and the code: say what it is about."


def pictures_have_a_text(notebook):
    for cell in prose(notebook):
        for alt, target in re.findall(r"!\[(.*?)\]\((.*?)\)", cell.source):
            if len(alt.split()) < 3:
                yield f"The picture {target} has no text: say its message between the brackets of ![...]."
        for image in re.findall(r"<img[^>]*>", cell.source):
            if not re.search(r'alt="[^"]+"', image):
                yield f'{image} has no text: give it alt="..." with its message.'


def figures_have_a_text(notebook):
    for cell in code(notebook):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if any(kind.startswith("image/") for kind in data) and not re.search(
                r'alt="[^"]+"', data.get("text/html", "")
            ):
                yield f"A figure has no text: draw it with `utils.plotting`. {cell.source.splitlines()[0]}"


def lines_of_code(source):
    """How many lines `source` has, docstrings left out."""
    first = [node.body[0] for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    docstrings = [node for node in first if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)]
    return len(source.splitlines()) - sum(node.end_lineno - node.lineno + 1 for node in docstrings)


def code_is_short(notebook):
    lengths = {cell.source: lines_of_code(cell.source) for cell in code(notebook) if cell not in tests(notebook)}
    if sum(lengths.values()) > LINES_OF_CODE:
        yield f"There are {sum(lengths.values())} lines of code: keep it to {LINES_OF_CODE}."
    for source, length in lengths.items():
        if length > LINES_IN_A_CELL:
            yield f"A cell has {length} lines, split it: {source.splitlines()[0]}"


def utils_comes_first(notebook):
    imports = [line for line in code(notebook)[0].source.splitlines() if re.match(r"(from|import) ", line)]
    if not imports or not imports[0].startswith("from utils import "):
        yield "Import from utils on the first line of the first code cell: it quietens TensorFlow's start."


def nothing_is_made_for_tests(notebook):
    for cell in code(notebook):
        if re.search(r"PYTEST|NBVAL|TEST_MODE|KERAS_COURSE|\bCI\b", cell.source):
            yield f"A chapter does not know that it is tested: {cell.source.splitlines()[0]}"


def one_figure_is_interactive(notebook):
    if not any("plotting.explore(" in cell.source for cell in code(notebook)):
        yield "No figure is interactive: add one with plotting.explore(...)."


def training_shows_progress(notebook):
    kept = re.findall(r"^(\w+) = plotting\.progress\(", "\n".join(cell.source for cell in code(notebook)), re.MULTILINE)
    shown = "|".join([r"plotting\.progress\(", *(rf"callbacks=\[{name}\b" for name in kept)])
    for cell in code(notebook):
        if ".fit(" in cell.source and not nbgrader(cell) and not re.search(shown, cell.source):
            yield "Show the time left: fit(..., verbose=0, callbacks=[plotting.progress()])."


def exercises_explain_themselves(notebook):
    for cell in stubs(notebook):
        name = nbgrader(cell)["grade_id"]
        functions = [node for node in ast.parse(cell.source).body if isinstance(node, ast.FunctionDef)]
        docstring = ast.get_docstring(functions[0]) if len(functions) == 1 else None
        if not docstring or "Args:" not in docstring or "Returns:" not in docstring:
            yield f"{name}: write one function with a docstring that has Args: and Returns:."
        if "### BEGIN SOLUTION" not in cell.source or "### END SOLUTION" not in cell.source:
            yield f"{name}: put the answer between ### BEGIN SOLUTION and ### END SOLUTION."


def hints_have_levels(notebook):
    for position, cell in enumerate(notebook.cells):
        if cell in stubs(notebook):
            after = notebook.cells[position + 1]
            hints = re.findall(r"<details><summary>Hint (\d)</summary>", after.source)
            if len(hints) < 2 or hints != [str(n + 1) for n in range(len(hints))]:
                yield f"{nbgrader(cell)['grade_id']}: give two or more hints, numbered, in the cell below the stub."
            if after.source.count("<details>") != after.source.count("</details>"):
                yield f"{nbgrader(cell)['grade_id']}: close every <details>."


def tests_stand_alone(notebook):
    for cell in tests(notebook):
        name, tree = nbgrader(cell)["grade_id"], ast.parse(cell.source)
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} & MODULES.keys()
        bound = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, (ast.Import, ast.ImportFrom))
            for alias in node.names
        }
        for module in sorted(used - bound):
            yield f"{name}: import {module} in the cell itself, for a student may have rebound it."
        if ast.unparse(tree.body[-1]) != "exercise.report()":
            yield f"{name}: end with exercise.report(), so that no last value is displayed."
        if cell.source.count("checks.exercise(") != 1:
            yield f"{name}: make one exercise, of one function and one aspect."
        if re.search(r"\.summary\(|\.fit\(", cell.source):
            yield f"{name}: look at behaviour, not at summary(), and train nothing in the test itself."


def tests_have_readable_ids(notebook):
    ids = [nbgrader(cell)["grade_id"] for cell in code(notebook) if nbgrader(cell)]
    for name in ids:
        if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", name):
            yield f"{name}: write the id as words-with-hyphens."
        if ids.count(name) > 1:
            yield f"{name}: two cells have this id."


def every_check_has_a_sentence(notebook):
    for cell in tests(notebook):
        for node in ast.parse(cell.source).body:
            if isinstance(node, ast.FunctionDef) and node.decorator_list and not ast.get_docstring(node):
                yield f"{nbgrader(cell)['grade_id']}: {node.name} needs a docstring, which the student reads."


def a_graded_chapter_is_worth_it(notebook):
    points = sum(nbgrader(cell).get("points", 0) for cell in tests(notebook))
    if graded(notebook) and (len(stubs(notebook)) < 7 or points < 20):
        yield f"There are {len(stubs(notebook))} exercises and {points} points: make it 7 and 20 or more."


def every_exercise_has_hidden_tests(notebook):
    current, hidden = None, {}
    for cell in code(notebook):
        if nbgrader(cell).get("solution"):
            current = nbgrader(cell)["grade_id"]
            hidden[current] = False
        elif nbgrader(cell).get("grade") and "### BEGIN HIDDEN TESTS" in cell.source:
            hidden[current] = True
    for name in [name for name, found in hidden.items() if graded(notebook) and not found]:
        yield f"{name}: add hidden tests with other inputs, so that a value written down does not pass."


def one_question_in_three_asks_for_an_idea(notebook):
    ideas = sum("**Think about it.**" in cell.source for cell in prose(notebook))
    if ideas * 3 < ideas + len(stubs(notebook)):
        yield f"Only {ideas} questions beside {len(stubs(notebook))} exercises ask for an idea: make it one in three."


RULES = [
    one_title_and_a_promise,
    headings_go_down_one_level_at_a_time,
    the_skeleton_is_there,
    the_time_is_told,
    prose_comes_before_code,
    pictures_have_a_text,
    figures_have_a_text,
    code_is_short,
    utils_comes_first,
    nothing_is_made_for_tests,
    one_figure_is_interactive,
    training_shows_progress,
    exercises_explain_themselves,
    hints_have_levels,
    tests_stand_alone,
    tests_have_readable_ids,
    every_check_has_a_sentence,
    a_graded_chapter_is_worth_it,
    every_exercise_has_hidden_tests,
    one_question_in_three_asks_for_an_idea,
]
