"""plotting.record: a small table for the reader, and the same as data for RESULTS.md."""

import json
import re
import xml.etree.ElementTree as ElementTree

# Before keras, which would print TensorFlow's start-up lines.
from utils import plotting  # isort: skip

import keras
import nbclient
import nbconvert
import nbformat
import numpy as np
import pytest

from utils.plotting import results, training

X = np.linspace(0, 1, 64).reshape(32, 2)


def model():
    keras.utils.set_random_seed(0)
    made = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    made.compile("sgd", "mse", metrics=["mae"])
    return made


def fit(network, callback, epochs=2, **options):
    return network.fit(X, X[:, 0], epochs=epochs, verbose=0, callbacks=[callback], **options).history


@pytest.fixture
def shown(monkeypatch):
    """What record displays in a notebook."""
    bundles = []
    monkeypatch.setattr(results, "display", lambda bundle, raw: bundles.append(bundle))
    monkeypatch.setattr(results, "in_notebook", lambda: True)
    return bundles


def test_progress_keeps_every_epoch_as_numbers():
    progress = plotting.progress()
    history = fit(model(), progress, validation_split=0.25)
    ((first, second),) = progress.epochs
    assert list(first) == [*history, "seconds"]
    for name, values in history.items():
        assert [first[name], second[name]] == values
    assert 0 < first["seconds"] + second["seconds"] == progress.seconds < 60


def test_a_second_fit_of_a_model_goes_on_and_another_model_begins_anew():
    progress, one = plotting.progress(), model()
    fit(one, progress)
    fit(one, progress, epochs=1)
    fit(model(), progress, epochs=4)
    assert [len(epochs) for epochs in progress.epochs] == [3, 4]


def test_progress_of_several_fits_keeps_each():
    progress = plotting.progress(fits=2)
    losses = [fit(model(), progress)["loss"] for _ in range(2)]
    assert [[epoch["loss"] for epoch in epochs] for epochs in progress.epochs] == losses


def test_a_result_is_a_small_table(shown, capfd):
    progress = plotting.progress()
    fit(model(), progress)
    capfd.readouterr()
    assert plotting.record("a <b>", progress, seed=3, accuracy=0.98765, parameters=12345, loss=0.5) is None
    (bundle,) = shown
    table = ElementTree.fromstring(bundle["text/html"])
    assert table.find("caption").text == "Result: a <b>"
    head = [cell.text for cell in table.find("thead/tr")]
    assert head == ["loss", "accuracy", "parameters", "seed", "epochs", "seconds", "memory (MB)"]
    (row,) = table.find("tbody")
    assert [cell.text for cell in row][:5] == ["0.5000", "0.9877", "12,345", "3", "2"]
    title, names, values = bundle["text/plain"].splitlines()
    assert title == "Result: a <b>" and values.split() == [cell.text for cell in row]
    assert capfd.readouterr() == ("", "")


def test_a_result_is_data_too(shown):
    progress = plotting.progress()
    fit(model(), progress)
    plotting.record("net", progress, seed=np.int64(3), accuracy=np.float32(0.5), parameters=np.int64(7))
    result = shown[0][results.RESULT]
    assert json.loads(json.dumps(result)) == result
    assert result["program"] == "net" and result["seed"] == 3
    assert result["figures"] == {"accuracy": 0.5, "parameters": 7}
    assert result["epochs"] == progress.epochs and result["seconds"] == progress.seconds
    assert 100 < result["peak_mb"] < 10_000
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", result["date"])
    assert result["versions"]["keras"] == keras.__version__ and set(result["versions"]) == {
        "python",
        "keras",
        "tensorflow",
    }


def test_a_result_without_training_has_no_epochs(shown):
    plotting.record("net", accuracy=1)
    result = shown[0][results.RESULT]
    assert result["epochs"] is result["seconds"] is result["seed"] is None
    assert "epochs" not in shown[0]["text/plain"] and "seed" not in shown[0]["text/plain"]


def test_a_result_in_a_terminal_is_text(capfd):
    plotting.record("net", accuracy=0.5)
    out, err = capfd.readouterr()
    assert out.startswith("Result: net\naccuracy  memory (MB)\n  0.5000") and err == ""


@pytest.mark.parametrize(
    "arguments, figures, says",
    [
        (("",), {"accuracy": 1}, "needs the program's name first"),
        ((0.98,), {"accuracy": 1}, "needs the program's name first"),
        (("net",), {}, "nothing to record"),
        (("net",), {"accuracy": float("nan")}, "accuracy is nan: pass a finite number"),
        (("net",), {"accuracy": "0.98"}, "accuracy is '0.98': pass a finite number"),
        (("net",), {"accuracy": True}, "accuracy is True: pass a finite number"),
        (("net", keras.callbacks.History()), {"accuracy": 1}, "this is of type History"),
        (("net", training.Progress(1)), {"accuracy": 1}, "has not seen a whole epoch yet"),
        (("net", None, 1.5), {"accuracy": 1}, "A seed is a whole number"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(shown, arguments, figures, says):
    with pytest.raises(plotting.PlottingError, match=re.escape(says)):
        plotting.record(*arguments, **figures)
    assert not shown


def test_a_real_notebook_keeps_the_data_and_takes_no_value():
    source = "from utils import plotting\nplotting.record('net', accuracy=0.5)"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    (output,) = nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute().cells[0].outputs
    # A display, not the cell's value, which nbgrader would read as a score.
    assert output.output_type == "display_data"
    assert set(output.data) == {"text/html", "text/plain", results.RESULT}
    assert output.data[results.RESULT]["figures"] == {"accuracy": 0.5}
    nbformat.validate(notebook)
    page, _ = nbconvert.HTMLExporter().from_notebook_node(notebook)
    assert "<caption>Result: net</caption>" in page and "peak_mb" not in page and "keras-course.result" not in page
