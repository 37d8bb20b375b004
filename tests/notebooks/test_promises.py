"""What the chapters promise, held against what their committed notebooks printed on the real data."""

import re

import nbformat
import pytest

from tools import build


def outputs(chapter):
    """All outputs of the committed notebook of `chapter`."""
    cells = nbformat.read(build.ROOT / "solutions" / chapter / f"{chapter}.ipynb", as_version=4).cells
    return [output for cell in cells if cell.cell_type == "code" for output in cell.outputs]


def printed(chapter):
    """All text that it printed."""
    return "".join(output.get("text", "") for output in outputs(chapter))


def figures(chapter):
    """The descriptions of all its figures."""
    return "\n".join(output.get("data", {}).get("text/plain", "") for output in outputs(chapter))


def numbers(pattern, text):
    """The groups of the only place in `text` that fits `pattern`, as numbers."""
    (found,) = re.findall(pattern, text, flags=re.MULTILINE)
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


def test_the_photos_of_the_cross_validation_are_the_real_ones():
    lines = re.findall(r"^Happy House: .*", printed("04-happy-model"), flags=re.MULTILINE)
    assert len(lines) == 2, "chapter 04 says which data it ran on, for the 600 and for the photos"
    assert lines[1].startswith("Happy House: the real photos")


OF_150 = r"{} +accuracy (0\.\d+), plausible from (0\.\d+) to (0\.\d+)"


def test_the_happy_model_beats_a_linear_one_clearly():
    happy, _, _ = numbers(OF_150.format("HappyModel, their test set"), printed("04-happy-model"))
    _, _, linear_at_best = numbers(OF_150.format("linear model, their test set"), printed("04-happy-model"))
    assert happy > linear_at_best


def test_the_happy_model_reads_the_real_photos_it_has_not_seen():
    accuracy, low, high = numbers(OF_150.format("five folds of the photos"), printed("04-happy-model"))
    assert accuracy >= 0.80 and low < accuracy < high


@pytest.mark.parametrize("chapter", ["04-happy-model", "05-imdb-lstm", "06-squeezenet"])
def test_the_kernel_needs_less_than_1_5_gb(chapter):
    (megabytes,) = numbers(r"this kernel has needed ([\d,]+) MB", printed(chapter))
    assert megabytes < 1500


def test_the_reviews_are_the_real_ones():
    assert "IMDB: the real reviews" in printed("05-imdb-lstm")


READER = r"{} +(\d+\.\d+)% +(\d\.\d+)% +([\d,]+) +(\d+) +\d+"  # accuracy, margin, parameters, seconds an epoch


def test_the_program_of_2018_is_as_good_as_the_book_says():
    accuracy, _, parameters, _ = numbers(READER.format("program of 2018"), printed("05-imdb-lstm"))
    assert accuracy >= 86.79 and parameters == 213_301


def test_length_buckets_are_faster_and_as_good():
    accuracy, margin, _, _ = numbers(READER.format("length buckets"), printed("05-imdb-lstm"))
    program, _, _, _ = numbers(READER.format("program of 2018"), printed("05-imdb-lstm"))
    (ratio,) = numbers(r"(\d+\.\d) times as fast as the program of 2018", printed("05-imdb-lstm"))
    assert ratio >= 1.8 and accuracy > program - 2 * margin


def test_squeezenet_has_a_fiftieth_of_alexnets_parameters():
    parameters, times = numbers(
        r"SqueezeNet: ([\d,]+) parameters, .* (\d+\.\d) times as many", printed("06-squeezenet")
    )
    assert parameters == 1_235_496 and times == round(60_965_224 / parameters, 1)


def test_all_weights_come_from_the_file():
    (arrived, all_of_them) = numbers(
        r"26 layers, ([\d,]+) of ([\d,]+) parameters came from the file", printed("06-squeezenet")
    )
    assert arrived == all_of_them == 1_235_496


def test_the_document_s_photo_is_an_indian_elephant():
    indian, african, tusker = numbers(
        r"^as it is +Indian (\d\.\d+) +African (\d\.\d+) +tusker (\d\.\d+)", printed("06-squeezenet")
    )
    assert indian > african > tusker and abs(indian - 0.612) < 0.005


def test_the_five_classes_come_in_the_order_of_the_document():
    order = ("Indian elephant", "African elephant", "tusker", "warthog", "water buffalo")
    assert re.search("; ".join(rf"{name}: [\d.]+" for name in order), figures("06-squeezenet"))


READ = r"^{} +(\d\.\d+) +(\d\.\d+) to (\d\.\d+)"  # accuracy, and between which numbers it is plausible


def test_a_head_on_squeezenet_is_better_than_a_network_from_scratch():
    scratch, _, _ = numbers(READ.format("HappyModel from scratch"), printed("06-squeezenet"))
    head, _, _ = numbers(READ.format("head on SqueezeNet"), printed("06-squeezenet"))
    assert head > scratch


def test_eight_bits_are_enough():
    _, low, high = numbers(READ.format("head on SqueezeNet"), printed("06-squeezenet"))
    (accuracy,) = numbers(r"^ 8 bits: 1\.24 MB, accuracy (\d\.\d+)", printed("06-squeezenet"))
    assert low <= accuracy <= high
