"""Play the whole loop without a browser: release chapter 1, hand in three times, grade, return feedback."""

import shutil

import nbformat
from rich.console import Console
from rich.table import Table

from tools.classroom import ROOT, Classroom, answer, reference_answers

CHAPTER = "01-basics"
FOLDER = ROOT / "build" / "demo"

MISTAKES = {
    "dense-layer": """\
def dense_layer(x, kernel, bias):
    return x @ kernel
""",
    "softmax": """\
def softmax(z):
    e = np.exp(z)
    return e / e.sum(axis=0)
""",
    "inverted-dropout": """\
def inverted_dropout(x, rate, seed, training):
    return x * (np.random.default_rng(seed).random(x.shape) >= rate)
""",
}


def demo(console):
    shutil.rmtree(FOLDER, ignore_errors=True)
    room = Classroom(FOLDER, [CHAPTER])
    with console.status("nbgrader makes the student's version"):
        released = nbformat.read(room.release(CHAPTER), as_version=4)
    reference = reference_answers(FOLDER / "solutions" / CHAPTER / f"{CHAPTER}.ipynb")
    hand_ins = {"untouched": {}, "reference": reference, "mistakes": reference | MISTAKES}
    for student, answers in hand_ins.items():
        room.submit(student, CHAPTER, answer(released, answers))
    with console.status(f"{len(hand_ins)} hand-ins are graded"):
        done = room.grade(CHAPTER, "--trusted")  # these are all our own
    if done.returncode:
        console.print(done.stdout.strip().splitlines()[-1], style="red", markup=False, highlight=False)
        raise SystemExit(1)
    pages, points = room.pages(CHAPTER), room.points(CHAPTER)

    table = Table(title=f"{CHAPTER}: points for each test", caption="This is nbgrader's gradebook.")
    table.add_column("test")
    for student in hand_ins:
        table.add_column(student, justify="right")
    for test in points["reference"]:
        table.add_row(test, *[f"{points[student][test][0]:g} / {points[student][test][1]:g}" for student in hand_ins])
    table.add_section()
    totals = [[sum(column) for column in zip(*points[student].values())] for student in hand_ins]
    table.add_row("all", *[f"{score:g} / {most:g}" for score, most in totals])
    console.print(table)
    console.print("Feedback pages, for a browser:")
    for student in hand_ins:
        console.print(f"  {pages[student]}", soft_wrap=True, highlight=False)


if __name__ == "__main__":
    demo(Console())
