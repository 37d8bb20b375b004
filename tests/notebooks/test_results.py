"""RESULTS.md is what the committed notebooks give, and a result that falls short is told."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tools import results
from tools.results import Program, Topic
from utils.plotting.results import RESULT

MEND = "run `make results`"


# What is committed


def test_no_result_falls_short():
    assert not list(results.problems(results.chapters()))


def test_the_page_is_made_from_the_notebooks():
    assert results.PAGE.exists() and results.PAGE.read_text(encoding="utf-8") == results.page(results.chapters()), (
        f"RESULTS.md is stale: {MEND}"
    )
    assert results.CURVES.exists(), f"results/training-curves.svg is missing: {MEND}"


def test_the_readme_has_the_short_form():
    text = results.README.read_text(encoding="utf-8")
    assert text == results.readme_with(text, results.chapters()), f"the README's table of results is stale: {MEND}"


# Made-up notebooks


def recorded(program, figures, **others):
    """A cell that recorded a program."""
    result = {
        "program": program,
        "seed": 1,
        "figures": figures,
        "seconds": None,
        "epochs": None,
        "peak_mb": 1234,
        "date": "2026-01-02",
        "versions": {"python": "3.12.1", "keras": "3.15.0", "tensorflow": "2.21.0"},
    } | others
    return new_code_cell("plotting.record(...)", outputs=[new_output("display_data", data={RESULT: result})])


def loaded(loader, line):
    output = new_output("stream", name="stdout", text=f"{line}, from a folder.\nand more\n")
    return new_code_cell(f"x = datasets.{loader}()", outputs=[output])


FIGURES = {
    "SqueezeNet": {"indian_elephant": 0.6, "african_elephant": 0.3, "tusker": 0.1, "parameters": 1_235_496},
    "HappyModel": {"accuracy": 0.96},
}


@pytest.fixture
def notebooks():
    """Chapters with all that is demanded."""
    made = {f"{i:02}-{name}": new_notebook() for i, name in enumerate(["welcome", "basics", "sequential"])}
    for expected in results.EXPECTED:
        if isinstance(expected, Topic):
            for chapter, places in expected.places.items():
                cells = made.setdefault(chapter, new_notebook()).cells
                cells += [new_markdown_cell(f"## {place}\n\nProse.") for place in places]
        else:
            figures = FIGURES.get(expected.program, {"accuracy": 0.99, "loss": 0.05})
            cells = made.setdefault(expected.chapter, new_notebook()).cells
            cells += [loaded(expected.loader, "Data: the real ones"), recorded(expected.program, figures)]
    return made


def change(notebooks, program, **figures):
    """Other figures for a program."""
    for notebook in notebooks.values():
        for cell in notebook.cells:
            for output in cell.get("outputs", []):
                if output.get("data", {}).get(RESULT, {}).get("program") == program:
                    output.data[RESULT]["figures"] |= figures


def replace(notebooks, chapter, find, put):
    """Another text in the sources and the printed lines of a chapter."""
    for cell in notebooks[chapter].cells:
        cell.source = cell.source.replace(find, put)
        for output in cell.get("outputs", []):
            if "text" in output:
                output.text = output.text.replace(find, put)


def test_all_that_is_demanded_is_enough(notebooks):
    assert list(results.problems(notebooks)) == []


PERCEPTRON = "MNIST, perceptron 256-128"


@pytest.mark.parametrize(
    "break_it, says",
    [
        (
            lambda n: change(n, PERCEPTRON, accuracy=0.9713),
            f"{PERCEPTRON}: accuracy 0.9713 is below the document's 0.9714.",
        ),
        (lambda n: change(n, PERCEPTRON, loss=0.2), f"{PERCEPTRON}: loss 0.2000 is above the document's 0.1031."),
        (lambda n: change(n, "IMDB, program of 2018", accuracy=0.5), "below the document's 0.8679"),
        (lambda n: change(n, "HappyModel", accuracy=0.9), "HappyModel: accuracy 0.9000 is below the document's 0.95."),
        (lambda n: change(n, "SqueezeNet", tusker=0.7), "SqueezeNet: tusker comes first, and indian_elephant has to"),
        (lambda n: n.pop("06-squeezenet"), "SqueezeNet: chapter 06-squeezenet has no such result"),
        (lambda n: n["01-basics"].cells.pop(1), "MNIST, 512 units: chapter 01-basics has no such result"),
        (lambda n: n["01-basics"].cells.pop(0), "no cell of 01-basics that calls datasets.load_mnist says its data"),
        (
            lambda n: replace(n, "01-basics", "the real ones", "stand-in digits"),
            "MNIST, 512 units: made on the stand-in (Data: stand-in digits)",
        ),
        (lambda n: replace(n, "01-basics", "## 6. Flatten", "## 6. Flat"), "01-basics has no heading “6. Flatten”"),
    ],
)
def test_what_falls_short_is_told_in_a_sentence(notebooks, break_it, says):
    break_it(notebooks)
    (problem,) = results.problems(notebooks)
    assert says in problem


def test_a_figure_that_is_not_recorded_is_told(notebooks):
    for cell in notebooks["02-sequential"].cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).get(RESULT, {"figures": {}})["figures"].pop("loss", None)
    assert list(results.problems(notebooks)) == [
        f"{PERCEPTRON}: its result has no loss. Pass loss=... to plotting.record."
    ]


def test_where_a_stand_in_will_do_no_figure_is_demanded_and_the_page_says_so(notebooks):
    change(notebooks, "HappyModel", accuracy=0.6)
    cells = notebooks["04-happy-model"].cells
    cells[0] = loaded("load_happy", "Faces: stand-in faces")
    assert list(results.problems(notebooks)) == []
    page = results.page(notebooks)
    assert "| HappyModel | accuracy about 0.95 on 150 photos | accuracy 0.6000 | Faces: stand-in faces |" in page
    assert "train_happy.h5, was out of reach" in page
    # The other programs of the chapter had real photos.
    assert "five folds of the photos | none | loss 0.0500, accuracy 0.9900 | Data: the real ones |" in page


def test_the_page_has_a_row_for_all_that_is_expected(notebooks):
    page = results.page(notebooks)
    for expected in results.EXPECTED:
        name = expected.program if isinstance(expected, Program) else expected.topic
        (line,) = [line for line in page.splitlines() if line.startswith(f"| {expected.document} | {name} |")]
        if isinstance(expected, Topic):
            assert all(place in line for places in expected.places.values() for place in places)
    assert "All programs: 2026-01-02, Python 3.12.1, Keras 3.15.0, TensorFlow 2.21.0." in page
    assert "| date |" not in page and "course's own" not in page


def test_another_date_gets_a_column(notebooks):
    notebooks["05-imdb-lstm"].cells.append(recorded("IMDB, buckets", {"accuracy": 0.87}, date="2026-01-03"))
    page = results.page(notebooks)
    assert "All programs: Python 3.12.1" in page
    row = "| 05-imdb-lstm | IMDB, buckets | accuracy 0.8700 | Data: the real ones | 1 | 1,234 MB | 2026-01-03 |"
    assert row in page.split("## The course's own programs")[1]


def test_what_is_missing_is_on_the_page(notebooks):
    del notebooks["06-squeezenet"]
    assert "| 004 | SqueezeNet | Indian elephant 0.641, African elephant 0.228, tusker 0.129 | not recorded |" in (
        results.page(notebooks)
    )


def test_the_short_form_has_the_figures_of_the_documents(notebooks):
    readme = f"# Course\n\n{results.BEGIN}old\n{results.END}\nMore.\n"
    text = results.readme_with(readme, notebooks)
    assert text.startswith("# Course\n\n") and text.endswith("\nMore.\n") and "old" not in text
    rows = [line.split(" | ")[0] for line in text.splitlines() if line.startswith("| ")]
    assert rows[2:] == ["| HappyModel", f"| {PERCEPTRON}", "| IMDB, program of 2018", "| SqueezeNet"]
    assert results.readme_with(text, notebooks) == text


EPOCHS = [
    {"loss": 0.5, "accuracy": 0.8, "val_loss": 0.6, "seconds": 2.0},
    {"loss": 0.4, "accuracy": 0.9, "val_loss": 0.7, "seconds": 3.0},
]
FOLDS = ["model 1", "model 2"]
TWO = [{"loss": 1.0, "left_loss": 0.5, "left_accuracy": 0.8, "right_accuracy": 0.7, "seconds": 1.0}] * 2


def test_trainings_are_on_the_page_with_their_curves(notebooks):
    notebooks["01-basics"].cells += [
        recorded("one", {"accuracy": 0.9}, epochs=[EPOCHS], seconds=5.0),
        recorded("folds", {"accuracy": 0.9}, epochs=[EPOCHS, EPOCHS], seconds=10.0),
        recorded("two outputs", {"accuracy": 0.9}, epochs=[TWO], seconds=2.0),
    ]
    page = results.page(notebooks)
    assert "| 2 epochs, 5 s |" in page and "| 4 epochs, 10 s |" in page
    assert "](results/training-curves.svg)" in page
    assert "- **one**: Training over 2 epochs: loss falls from 0.5 to 0.4; validation loss rises from 0.6 to" in page
    assert "- **folds**: model 1, 2 epochs: loss falls from 0.5 to 0.4; " in page
    assert "model 1, 2 epochs" not in page.split("- **two outputs**")[1]
    trainings = results.trained(notebooks)
    assert [list(results.panels(one)["accuracy"]) for one in trainings] == [[""], FOLDS, ["left", "right"]]
    assert [list(results.panels(one)["loss"]) for one in trainings] == [[""], FOLDS, [""]]
    figure = results.curves(trainings)
    assert [axis.get_title(loc="left") for axis in figure.axes[::2]] == ["one", "folds", "two outputs"]
    assert [len(axis.lines) for axis in figure.axes] == [2, 1, 4, 2, 1, 2]
    legend = [text.get_text() for text in figure.axes[2].get_legend().get_texts()]
    assert legend == FOLDS


def test_the_command_writes_the_page_and_fails(notebooks, tmp_path, monkeypatch, capsys):
    (tmp_path / "README.md").write_text(results.BEGIN + results.END)
    monkeypatch.setattr(results, "PAGE", tmp_path / "RESULTS.md")
    monkeypatch.setattr(results, "README", tmp_path / "README.md")
    monkeypatch.setattr(results, "CURVES", tmp_path / "results" / "curves.svg")
    monkeypatch.setattr(results.build, "ROOT", tmp_path)
    monkeypatch.setattr(results, "chapters", lambda: notebooks)
    notebooks["01-basics"].cells.append(recorded("one", {"accuracy": 0.9}, epochs=[EPOCHS], seconds=5.0))
    results.write()
    assert "no figure falls short" in capsys.readouterr().out
    assert "](results/curves.svg)" in (tmp_path / "RESULTS.md").read_text(encoding="utf-8")
    drawn = results.CURVES.read_bytes()
    assert drawn.startswith(b"<?xml")
    results.write()
    assert results.CURVES.read_bytes() == drawn, "a second run changes nothing"
    capsys.readouterr()
    change(notebooks, PERCEPTRON, accuracy=0.9)
    with pytest.raises(results.typer.Exit):
        results.write()
    assert "is below the document's 0.9714" in " ".join(capsys.readouterr().out.split())
    assert "accuracy 0.9000" in (tmp_path / "RESULTS.md").read_text(encoding="utf-8")
