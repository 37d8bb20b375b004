"""What the chapters promise, held against what their committed notebooks printed on the real data."""

import re

import nbformat
import pytest

from tools import build


def printed(chapter):
    """All text that the committed notebook of `chapter` printed."""
    cells = nbformat.read(build.ROOT / "solutions" / chapter / f"{chapter}.ipynb", as_version=4).cells
    return "".join(output.get("text", "") for cell in cells if cell.cell_type == "code" for output in cell.outputs)


def numbers(pattern, text):
    """The groups of the only place in `text` that fits `pattern`, as numbers."""
    (found,) = re.findall(pattern, text)
    return [float(one.replace(",", "")) for one in ([found] if isinstance(found, str) else found)]


@pytest.mark.parametrize("chapter", ["01-basics", "02-sequential", "03-functional"])
def test_the_numbers_come_from_the_real_digits(chapter):
    assert "MNIST: the real digits" in printed(chapter)


def test_the_first_program_reads_97_5_percent_of_the_test_set():
    (accuracy,) = numbers(r"test accuracy (0\.\d+)", printed("01-basics"))
    assert accuracy >= 0.975


ROW = r"{} +[\d,]+ +([\d,]+) +(\d+) +(0\.\d{{4}}) ± 0\.00\d\d"  # trained on, parameters, seconds, accuracy


def test_the_perceptron_is_as_good_as_the_document_says():
    _, _, accuracy = numbers(ROW.format("perceptron"), printed("02-sequential"))
    assert accuracy >= 0.9714


def test_the_convolutional_network_reads_99_2_percent():
    _, _, accuracy = numbers(ROW.format("convolutional"), printed("02-sequential"))
    assert accuracy >= 0.992


def test_the_resnet_beats_the_convolutional_network_with_fewer_parameters():
    parameters, _, accuracy = numbers(ROW.format("convolutional"), printed("02-sequential"))
    row = r"{} +([\d,]+) parameters  accuracy (0\.\d{{4}})"
    quoted = numbers(row.format("chapter 02"), printed("03-functional"))
    assert quoted == [parameters, accuracy], "chapter 03 quotes chapter 02 wrongly: bring its constants up to date"
    resnet_parameters, resnet_accuracy = numbers(row.format("ResNet"), printed("03-functional"))
    assert resnet_parameters < parameters and resnet_accuracy > accuracy
