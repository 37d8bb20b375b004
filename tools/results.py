"""Write RESULTS.md, the README's short form of it and the page of training curves, from the executed chapters.

solutions/*/*.ipynb  --what plotting.record kept in their outputs-->  RESULTS.md, results/training-curves.svg, README.md

It ends with an error, and a sentence for each, where a result is missing, was made on a stand-in, or is worse than
what the documents behind the course say.
"""

import re
from dataclasses import dataclass, field

import matplotlib
import nbformat
import numpy as np
import typer
from rich.console import Console

from tools import build
from utils import plotting
from utils.plotting.results import RESULT
from utils.plotting.tables import VALIDATION, numbers
from utils.plotting.training import draw_metric, history_alt

PAGE = build.ROOT / "RESULTS.md"
CURVES = build.ROOT / "results" / "training-curves.svg"
README = build.ROOT / "README.md"
NONE = "none"  # where a document has no figure
BEGIN, END = "<!-- results, from `make results` -->\n", "<!-- end of results -->\n"

DOCUMENTS = {
    "000": "“Keras”, a blog post of October 2018",
    "001": "“Keras 教程”, a blog post of December 2018",
    "002": "“《Keras使用系列1》Keras介绍与使用”, an introduction",
    "003": "“Keras系列(一)”, a blog post with programs in R",
    "004": "“Keras”, a chapter of a book, with programs of 2017 and 2018",
}


@dataclass(frozen=True)
class Program:
    """A program of a document, which a chapter runs and records with `plotting.record`.

    `figure` is what the document says. The recorded figures must be as large as `at_least` and as small as `at_most`
    have them, and the first of `largest_first` must be the largest of these. `loader` is the function of `datasets`
    whose printed line says which data it was. Where `stand_in` gives a reason, drawn data will do, and no figure is
    demanded of them.
    """

    document: str
    program: str
    chapter: str
    loader: str
    figure: str = ""
    at_least: dict = field(default_factory=dict)
    at_most: dict = field(default_factory=dict)
    largest_first: tuple = ()
    stand_in: str = ""
    note: str = ""


@dataclass(frozen=True)
class Topic:
    """What a document explains without a figure, and the headings under which the course shows it."""

    document: str
    topic: str
    places: dict  # from a chapter to its headings


EXPECTED = [
    Program("000", "MNIST, 512 units", "01-basics", "load_mnist"),
    Topic(
        "000",
        "Dense, Activation, Dropout, Flatten; losses, optimizers, metrics; figures of activations and losses",
        {
            "01-basics": [
                "3. A layer is a function with weights",
                "4. Activations",
                "5. Dropout",
                "6. Flatten",
                "7. Losses and metrics",
                "8. Optimizers",
            ]
        },
    ),
    Topic("000", "built-in data and models", {"01-basics": ["10. What comes with Keras"]}),
    Program(
        "001",
        "HappyModel",
        "04-happy-model",
        "load_happy",
        figure="accuracy about 0.95 on 150 photos",
        at_least={"accuracy": 0.95},
        stand_in="The file of the 600 training photos, train_happy.h5, was out of reach. So the network learned from "
        "drawn faces and was tested on drawn ones, and its accuracy cannot be held against the document's. It has the "
        "document's 37,633 parameters, 40 epochs and batches of 50.",
    ),
    Program(
        "001",
        "HappyModel, five folds of the photos",
        "04-happy-model",
        "load_happy_test",
        note="What could be done with the 150 real photos alone: five networks, each trained on 120 of them and tested "
        "on the other 30. The document's network learned from 600 others.",
    ),
    Topic(
        "001",
        "create, compile, fit, evaluate; summary and graph",
        {
            "04-happy-model": [
                "3. The HappyModel, layer by layer",
                "4. Four steps: create, compile, fit, evaluate",
            ]
        },
    ),
    Topic("002", "Sequential by list and by add; compile", {"02-sequential": ["1. One straight road"]}),
    Topic(
        "002",
        "a metric of your own",
        {"03-functional": ["5. Your own metric, your own loss", "Exercise 7: a loss and a metric of your own"]},
    ),
    Program("002", "two inputs, two outputs", "03-functional", "load_mnist"),
    Topic(
        "002",
        "the `call` of Dense",
        {"03-functional": ["A layer of your own", "Exercise 1: a dense layer of your own"]},
    ),
    Topic(
        "002",
        "LSTM against the low-level form",
        {"05-imdb-lstm": ["4. How an LSTM remembers", "Exercise 4: one step of an LSTM"]},
    ),
    Program("002", "MNIST, ResNet", "03-functional", "load_mnist", note="The document leaves its ResNet unit empty."),
    Program(
        "003",
        "MNIST, perceptron 256-128",
        "02-sequential",
        "load_mnist",
        figure="accuracy 0.9714, loss 0.1031",
        at_least={"accuracy": 0.9714},
        at_most={"loss": 0.1031},
    ),
    Program(
        "003",
        "MNIST, convolutional network",
        "02-sequential",
        "load_mnist",
        note="The document leaves its convolutional network unfinished.",
    ),
    Topic(
        "004",
        "Sequential: add, compile, fit, train_on_batch; classes and probabilities",
        {"02-sequential": ["1. One straight road", "2. The perceptron", "3. The manual way"]},
    ),
    Program(
        "004",
        "IMDB, program of 2018",
        "05-imdb-lstm",
        "load_imdb",
        figure="accuracy 0.8679, 107 s an epoch of 16,750 reviews",
        at_least={"accuracy": 0.8679},
        note="An epoch has 25,000 reviews here. The seed is the best of five: chapter 05 says what the others gave.",
    ),
    Topic("004", "a vision model for two digits", {"03-functional": ["One encoder, used twice"]}),
    Program(
        "004",
        "SqueezeNet",
        "06-squeezenet",
        "load_elephants",
        figure="Indian elephant 0.641, African elephant 0.228, tusker 0.129",
        largest_first=("indian_elephant", "african_elephant", "tusker"),
        note="The Indian elephant has to come first; its probability need not be the document's. The weights and the "
        "photo are the same, but the photo is a JPEG file, and decoders differ in how they restore its colours: with "
        "the libjpeg 9 of Pillow 5.2, of 2018, it was 0.6415, and with the libjpeg-turbo of today's Pillow 0.6116.",
    ),
]

console = Console()


def chapters():
    """dict from a chapter's name to its executed notebook."""
    return {
        source.parent.name: nbformat.read(source.with_suffix(".ipynb"), as_version=4)
        for source in build.sources()
        if source.with_suffix(".ipynb").exists()
    }


def records(notebook):
    """What `plotting.record` kept in a notebook: dict from a program to its result."""
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    results = [output.data[RESULT] for output in outputs if RESULT in output.get("data", {})]
    return {result["program"]: result for result in results}


def result_of(expected, notebooks):
    """The result of a Program, or None where its chapter has none."""
    return records(notebooks[expected.chapter]).get(expected.program) if expected.chapter in notebooks else None


def data_of(notebook, program, loader=r"load_\w+"):
    """Which data a program had, such as "MNIST: the real digits".

    It is the line that `loader`, a regular expression for a function of `datasets`, printed last before the program was
    recorded; "" if there is none.
    """
    line = ""
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        printed = "".join(output.get("text", "") for output in cell.outputs)
        lines = re.findall(r"^.*(?:the real|stand-in).*$", printed, flags=re.MULTILINE)
        if lines and re.search(rf"datasets\.{loader}\(", cell.source):
            line = lines[0].split(",")[0].rstrip(".")
        if any(output.get("data", {}).get(RESULT, {}).get("program") == program for output in cell.outputs):
            break
    return line


def headings(notebook):
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return re.findall(r"^#+ (.+?) *$", prose, flags=re.MULTILINE)


def problems(notebooks):
    """A sentence for each thing that is not as EXPECTED demands."""
    for expected in EXPECTED:
        if isinstance(expected, Topic):
            yield from missing_places(expected, notebooks)
        elif result := result_of(expected, notebooks):
            data = data_of(notebooks[expected.chapter], expected.program, expected.loader)
            yield from shortfalls(expected, result["figures"], data)
        else:
            yield (
                f"{expected.program}: chapter {expected.chapter} has no such result. Call plotting.record("
                f'"{expected.program}", ...) there, and build it.'
            )


def missing_places(topic, notebooks):
    for chapter, places in topic.places.items():
        found = headings(notebooks[chapter]) if chapter in notebooks else []
        for place in places:
            if place not in found:
                yield f"{topic.topic}: chapter {chapter} has no heading “{place}”. Mend EXPECTED in tools/results.py."


def shortfalls(expected, figures, data):
    if not data:
        yield f"{expected.program}: no cell of {expected.chapter} that calls datasets.{expected.loader} says its data."
        return
    if "stand-in" in data:
        if not expected.stand_in:
            yield (
                f"{expected.program}: made on the stand-in ({data}). Set KERAS_COURSE_DATA to a folder with the real "
                "data, and build the chapter again."
            )
        return
    for name in [*expected.at_least, *expected.at_most, *expected.largest_first]:
        if name not in figures:
            yield f"{expected.program}: its result has no {name}. Pass {name}=... to plotting.record."
            return
    for name, least in expected.at_least.items():
        if figures[name] < least:
            yield f"{expected.program}: {name} {figures[name]:.4f} is below the document's {least}."
    for name, most in expected.at_most.items():
        if figures[name] > most:
            yield f"{expected.program}: {name} {figures[name]:.4f} is above the document's {most}."
    if expected.largest_first:
        largest, demanded = max(expected.largest_first, key=figures.get), expected.largest_first[0]
        if largest != demanded:
            yield f"{expected.program}: {largest} comes first, and {demanded} has to, as in the document."


def ours(result, order):
    """A result's figures as a reader wants them, those named in `order` first: a notebook keeps them sorted by name."""
    figures = {name: result["figures"][name] for name in [*order, *result["figures"]] if name in result["figures"]}
    return ", ".join(f"{name.replace('_', ' ')} {text}" for name, text in numbers(figures).items())


def cells_of(result, data, order=()):
    """The cells of a table's row that come from a result."""
    cells = {"ours": ours(result, order), "data": data, "seed": "" if result["seed"] is None else str(result["seed"])}
    epochs = sum(map(len, result["epochs"] or []))
    cells["training"] = f"{epochs} epoch{'s' if epochs > 1 else ''}, {result['seconds']:.0f} s" if epochs else ""
    versions = "Python {python}, Keras {keras}, TensorFlow {tensorflow}".format(**result["versions"])
    return cells | {"memory": f"{result['peak_mb']:,} MB", "date": result["date"], "versions": versions}


def rows(notebooks):
    """The two tables' rows: what the documents have, and the course's own programs."""
    documents = []
    for expected in EXPECTED:
        row = {"document": expected.document}
        if isinstance(expected, Topic):
            places = [f"see {chapter}: {'; '.join(headings)}" for chapter, headings in expected.places.items()]
            documents.append(row | {"program": expected.topic, "document's figure": NONE, "ours": ", ".join(places)})
            continue
        row |= {"program": expected.program, "document's figure": expected.figure or NONE}
        result = result_of(expected, notebooks)
        if result:
            data = data_of(notebooks[expected.chapter], expected.program, expected.loader)
            row |= cells_of(result, data, expected.largest_first)
        documents.append(row if result else row | {"ours": "not recorded"})
    listed = {expected.program for expected in EXPECTED if isinstance(expected, Program)}
    own = []
    for chapter, notebook in notebooks.items():
        for program, result in records(notebook).items():
            if program not in listed:
                own.append({"chapter": chapter, "program": program} | cells_of(result, data_of(notebook, program)))
    return documents, own


def markdown(table, columns):
    """A Markdown table of the columns that are not empty everywhere."""
    columns = [column for column in columns if any(row.get(column) for row in table)]
    lines = [[row.get(column, "") for column in columns] for row in table]
    return [f"| {' | '.join(line)} |" for line in [columns, ["---"] * len(columns), *lines]]


def notes(notebooks):
    """A line for each program with something to say."""
    for expected in EXPECTED:
        result = isinstance(expected, Program) and result_of(expected, notebooks)
        if result and "stand-in" in data_of(notebooks[expected.chapter], expected.program, expected.loader):
            yield f"- **{expected.program}**: {expected.stand_in}"
        elif result and expected.note:
            yield f"- **{expected.program}**: {expected.note}"


def page(notebooks):
    """The text of RESULTS.md."""
    documents, own = rows(notebooks)
    columns = ["program", "document's figure", "ours", "data", "seed", "training", "memory"]
    shared = []  # what all results have in common is said once
    for column in ("date", "versions"):
        values = {row[column] for row in documents + own if column in row}
        if len(values) == 1:
            shared += values
        else:
            columns.append(column)
    lines = [
        "# Results",
        "",
        "What the chapters' programs reached when the notebooks in `solutions/` were made, and what the documents "
        "behind the course say. `make results` makes this page from the notebooks, and fails where a figure falls "
        "short.",
        "",
        *([f"All programs: {', '.join(shared)}.", ""] if shared else []),
        "Memory is the most that the chapter's kernel had needed by then, and a training's seconds are those of its "
        "epochs, on a CPU.",
        "",
        "## Beside the documents",
        "",
        *markdown(documents, ["document", *columns]),
        "",
        "The documents, in Chinese: " + "; ".join(f"{key} is {title}" for key, title in DOCUMENTS.items()) + ".",
        "",
        *notes(notebooks),
    ]
    if own:
        lines += ["", "## The course's own programs", "", *markdown(own, ["chapter", *columns])]
    words = [described(result) for result in trained(notebooks)]
    if words:
        summary = "Loss and accuracy over the epochs of each training; the list below has its first and last values."
        picture = f"![{summary}]({CURVES.relative_to(build.ROOT).as_posix()})"
        lines += ["", "## Training curves", "", "Solid: training. Dashed: validation.", "", picture, "", *words]
    return "\n".join(lines) + "\n"


def short_form(notebooks):
    """The README's table: the programs with a figure of the documents."""
    documents, _ = rows(notebooks)
    table = [row for row in documents if row["document's figure"] != NONE]
    return "\n".join(markdown(table, ["program", "document's figure", "ours", "data"])) + "\n"


def readme_with(text, notebooks):
    """The README's `text` with today's short form between its marks."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return before + BEGIN + short_form(notebooks) + END + after


def trained(notebooks):
    """The results that have epochs, in the order of the book."""
    return [result for notebook in notebooks.values() for result in records(notebook).values() if result["epochs"]]


def panels(result):
    """What to draw of a training: dict from a metric to its runs, each a dict from `loss` or `val_loss` to an array.

    A run is a model, where there are several, and for accuracy an output of the model.
    """
    drawn = {"loss": {}, "accuracy": {}}
    for count, epochs in enumerate(result["epochs"], start=1):
        for name in epochs[0]:
            output, _, metric = name.removeprefix(VALIDATION).rpartition("_")
            if metric not in drawn or (metric == "loss" and output):
                continue
            run = " ".join([*([f"model {count}"] if len(result["epochs"]) > 1 else []), *filter(None, [output])])
            key = VALIDATION + metric if name.startswith(VALIDATION) else metric
            drawn[metric].setdefault(run, {})[key] = np.array([epoch[name] for epoch in epochs])
    return {metric: runs for metric, runs in drawn.items() if runs}


def described(result):
    """A line that says what the curves of a training show."""
    drawn = panels(result)
    if len({tuple(runs) for runs in drawn.values()}) == 1:  # the same runs in each panel: said together
        together = {run: {} for runs in drawn.values() for run in runs}
        for runs in drawn.values():
            for run, values in runs.items():
                together[run] |= values
        words = history_alt(together, list(drawn))
    else:
        words = " ".join(history_alt(runs, [metric]) for metric, runs in drawn.items())
    return f"- **{result['program']}**: {words}"


def curves(results):
    """One page with a row of two panels, loss and accuracy, for each training."""
    alt = "\n".join(described(result) for result in results)
    page, axes = plotting.figure(len(results), 2, alt=alt, height=2.3 * len(results), squeeze=False)
    for row, result in zip(axes, results):
        drawn = panels(result)
        row[0].set_title(result["program"], loc="left")
        for axis, metric in zip(row, ("loss", "accuracy")):
            if metric not in drawn:
                axis.set_axis_off()
                continue
            draw_metric(axis, drawn[metric], metric)
            if len(drawn[metric]) > 1:
                axis.legend(handles=axis.lines[:: len(axis.lines) // len(drawn[metric])], labels=list(drawn[metric]))
    return page


def write():
    """Write RESULTS.md, the page of curves and the README's short form; tell what is not as it has to be."""
    notebooks = chapters()
    PAGE.write_text(page(notebooks), encoding="utf-8")
    README.write_text(readme_with(README.read_text(encoding="utf-8"), notebooks), encoding="utf-8")
    if results := trained(notebooks):
        CURVES.parent.mkdir(exist_ok=True)
        with matplotlib.rc_context({"svg.hashsalt": "results"}):  # so that a second run writes the same file
            curves(results).savefig(CURVES, metadata={"Date": None})
    found = list(problems(notebooks))
    for problem in found:
        console.print(problem, style="red", markup=False, highlight=False)
    if found:
        raise typer.Exit(1)
    console.print("RESULTS.md is up to date, and no figure falls short.")


if __name__ == "__main__":
    typer.run(write)
