"""The three outcomes, every check told, and what counts as equal."""

import sys
import warnings

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st

from utils import checks
from utils.checks.exercise import Answer, outcomes, plain
from utils.checks.messages import MESSAGES, say_error

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | NUMBERS | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=10,
)


@pytest.fixture
def student(monkeypatch):
    """Puts a function where a notebook would have it: `student(f)` defines it under its name, as if this were one."""
    notebook = sys.modules[__name__]
    monkeypatch.setitem(sys.modules, "__main__", notebook)

    def define(function, name=None):
        monkeypatch.setitem(vars(notebook), name or function.__name__, function)

    return define


def exercise_on_double():
    exercise = checks.exercise("double", "double doubles")

    @exercise.check
    def two(double):
        """Two becomes four."""
        checks.equal(double(2), 4, "Multiply by 2.", mistakes={"This adds 1.": 3})

    @exercise.check
    def zero(double):
        """Zero stays zero."""
        checks.equal(double(0), 0, "Twice nothing is nothing.")

    return exercise


def told_by_double():
    with pytest.raises(checks.NotYet) as told:
        exercise_on_double().report()
    return str(told.value)


def test_correct(student, capsys):
    student(lambda x: 2 * x, "double")
    exercise_on_double().report()
    told = capsys.readouterr()
    assert told.out.startswith("✓ Correct: double doubles.")
    assert "✓ Two becomes four." in told.out and "✓ Zero stays zero." in told.out
    assert told.err == ""
    assert outcomes["double", "double doubles"] == "correct"


def test_not_yet_tells_every_check(student):
    student(lambda x: x + 1, "double")
    with pytest.raises(checks.NotYet) as told:
        exercise_on_double().report()
    text = str(told.value)
    assert "0 of 2 checks passed" in text
    assert "This adds 1." in text and "Multiply by 2." not in text
    assert "✗ Zero stays zero." in text and "Twice nothing is nothing." in text
    assert "expected  4" in text and "found     3" in text


def test_one_failure_does_not_hide_what_passed(student):
    student(lambda x: 0, "double")
    with pytest.raises(checks.NotYet, match="1 of 2 checks passed") as told:
        exercise_on_double().report()
    assert "✓ Zero stays zero." in str(told.value)


def test_not_started_stub(student):
    def double(x):
        raise NotImplementedError()

    student(double)
    with pytest.raises(checks.NotStarted, match="Not started"):
        exercise_on_double().report()


def test_not_started_undefined():
    with pytest.raises(checks.NotStarted, match="does not exist yet: run the cell"):
        exercise_on_double().report()


def test_a_name_that_is_no_function(student):
    student(3, "double")
    with pytest.raises(checks.NotYet) as told:
        exercise_on_double().report()
    assert "a value of type int, not a function" in str(told.value)


def test_a_notebook_shows_sentences_and_no_traceback(student):
    student(lambda x: 0, "double")
    with pytest.raises(checks.NotYet) as told:
        exercise_on_double().report()
    shown = told.value._render_traceback_()
    assert shown[0].startswith("✗ Not yet")
    assert not any("Traceback" in line or ".py" in line for line in shown)


def test_an_error_in_the_students_code_names_its_line(student):
    def double(x):
        y = x
        return y + "2"

    student(double)
    with pytest.raises(checks.NotYet) as told:
        exercise_on_double().report()
    assert "`double` stopped with TypeError" in str(told.value)
    assert 'line 3 of `double`: return y + "2"' in str(told.value)


def test_an_error_in_a_helper_names_the_helpers_line(student):
    def helper(x):
        return x.nothing

    student(lambda x: helper(x), "double")
    assert "line 2 of `helper`: return x.nothing" in told_by_double()


@pytest.mark.parametrize(
    "function, says",
    [
        (lambda x, y: x, "Take the arguments that the first line of the exercise names"),
        (lambda: 3, "Take the arguments that the first line of the exercise names"),
        (lambda x: sys.exit(), "Leave out exit()"),
        (np.linalg.inv, "Call `double` yourself in a new cell"),
    ],
)
def test_every_way_to_stop_is_told_in_words(student, function, says):
    student(function, "double")
    assert says in told_by_double()


def test_a_function_that_is_interrupted_is_not_called_again(student):
    calls = []

    def double(x):
        calls.append(x)
        raise KeyboardInterrupt

    student(double)
    assert "`double` did not finish" in told_by_double()
    assert len(calls) == 1


def test_not_implemented_with_a_reason_is_an_error_of_the_students(student):
    def double(x):
        raise NotImplementedError("only for lists")

    student(double)
    assert "NotImplementedError: only for lists" in told_by_double()


def test_an_async_function_is_told_without_a_warning(student):
    async def double(x):
        return 2 * x

    student(double)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert "Write `def` without `async`" in told_by_double()


def test_a_check_leaves_a_helper_of_its_name_alone():
    cell = {"checks": checks, "one_layer": 7}
    exec("e = checks.exercise('double', '')\n@e.check\ndef one_layer(double):\n    'Doc.'", cell)
    assert cell["one_layer"] == 7


@pytest.mark.parametrize(
    "value",
    [
        "a" * 10**6,
        "a\n" * 10**5,
        list(range(10**5)),
        np.zeros(10**6),
        [[1, 2], [3] * 10**5],
        {"a": np.zeros((10, 10))},
        [np.zeros((3, 3, 3)), "done"],
    ],
    ids=["string", "lines", "list", "array", "ragged", "dict", "tuple"],
)
def test_a_large_value_stays_short(student, value):
    student(lambda x: value, "double")
    assert len(told_by_double()) < 1200


def test_a_long_error_stays_short(student):
    def double(x):
        raise ValueError("x" * 10**6)

    student(double)
    assert len(told_by_double()) < 1200


def test_an_error_without_a_text_is_told_by_its_type(student):
    def double(x):
        raise AssertionError

    student(double)
    assert "stopped with AssertionError\n" in told_by_double()


def test_right_numbers_in_another_shape_are_told():
    with pytest.raises(checks.Failed, match="The numbers are right, but not their shape"):
        checks.equal([0.5], 0.5, "wrong")


def test_a_model_in_place_of_a_number_is_told(student):
    student(lambda x: keras.layers.Dense(2), "double")
    assert "found     a Keras model or layer (Dense)\n" in told_by_double()


def test_a_list_in_place_of_a_model_is_told(student):
    student(lambda x: [keras.layers.Dense(2)], "double")
    exercise = checks.exercise("double", "double gives a model")

    @exercise.check
    def built(double):
        """It is a model."""
        double(2).for_inputs((3,))

    with pytest.raises(checks.NotYet) as told:
        exercise.report()
    assert "[a Keras model or layer (Dense)], of type list" in str(told.value)
    assert "Return the model or the layer itself" in str(told.value)


@pytest.mark.parametrize(
    "value, says",
    [
        (None, "returned None"),
        (object(), "returned a value of type object"),
        ({1, 2}, "returned a value of type set"),
        (np.array([object()]), "returned a value of type ndarray"),
        (range(3), "returned a value of type range"),
        (np.array([1j]), "ndarray holding complex128"),
        ((n for n in range(3)), "Collect the values in a list"),
        (map(abs, [1]), "Collect the values in a list"),
        (np.ones(3).mean, "is a pair of parentheses missing"),
        (keras.callbacks.History(), "return the model on the next"),
        (keras.Input((3,)), "make one with `keras.Model"),
    ],
)
def test_what_is_not_plain_data_is_refused_in_words(student, value, says):
    student(lambda x: value, "double")
    with pytest.raises(checks.NotYet) as told:
        exercise_on_double().report()
    assert says in str(told.value)


def test_a_value_whose_equality_is_always_true_does_not_pass(student):
    class Yes:
        def __eq__(self, other):
            return True

    student(lambda x: Yes(), "double")
    with pytest.raises(checks.NotYet, match="type Yes"):
        exercise_on_double().report()


def test_what_a_student_prints_and_warns_costs_nothing(student, capfd):
    def double(x):
        print("working")
        print("careful", file=sys.stderr)
        warnings.warn("mind the gap", stacklevel=1)
        return 2 * x

    student(double)
    exercise_on_double().report()
    told = capfd.readouterr()
    assert told.err == ""
    assert "working" in told.out and "careful" in told.out


def test_a_check_that_cannot_go_on_is_not_the_last(student):
    student(lambda x: 4, "double")
    exercise = checks.exercise("double", "double gives a list")

    @exercise.check
    def indexes(double):
        """The first element is 4."""
        checks.equal(double(2)[0], 4, "Return a list.")

    @exercise.check
    def number(double):
        """It is a number."""
        checks.equal(double(2), 4, "Return a number.")

    with pytest.raises(checks.NotYet, match="1 of 2 checks passed") as told:
        exercise.report()
    assert "the check could not go on (TypeError" in str(told.value)


def test_changed_arguments_are_noticed(student):
    def halve(x):
        x /= 2
        return x

    student(halve)
    exercise = checks.exercise("halve", "halve leaves x alone")

    @exercise.check
    def stays(halve):
        """x stays."""
        checks.unchanged(halve, np.ones(3))

    with pytest.raises(checks.NotYet) as told:
        exercise.report()
    assert "argument 1 changed by the call" in str(told.value)
    student(lambda x: x / 2, "halve")
    exercise.report()


def tiny_model(seed, **fit):
    if seed is not None:
        keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(2, activation="relu"), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error")
    model.epochs_done = len(model.fit(np.ones((4, 1)), np.ones((4, 1)), verbose=0, **fit).epoch)
    return model


@pytest.mark.parametrize(
    "train, told",
    [
        (tiny_model, None),
        (lambda seed: tiny_model(None), "other weights the second time"),
        (lambda seed: tiny_model(3), "the same weights for the seeds 5 and 6"),
    ],
)
def test_a_training_is_repeated_by_its_seed(train, told):
    def view(seed):
        return plain(train(seed), "train")

    if told is None:
        checks.seeded(view)
    else:
        with pytest.raises(checks.Failed) as failed:
            checks.seeded(view)
        assert failed.value.found == told


def test_a_call_in_one_epoch_leaves_the_limit_as_it_was():
    done = []
    answer = Answer("train", lambda seed: done.append(tiny_model(seed, epochs=5).epochs_done) or 0)
    keras.config.set_max_epochs(3)
    try:
        answer(1)
        answer.in_one_epoch(1)
        answer(1)
    finally:
        keras.config.set_max_epochs(None)
    assert done == [3, 1, 3]


def test_a_call_in_one_epoch_builds_no_graph_and_says_nothing_of_it(recwarn):
    eager = []

    def train(seed):
        eager.append(tf.config.functions_run_eagerly())
        warnings.warn("the student's own", stacklevel=1)
        return tiny_model(seed, epochs=5)

    Answer("train", train).in_one_epoch(1)
    assert eager == [True] and not tf.config.functions_run_eagerly()
    assert [str(one.message) for one in recwarn] == ["the student's own"]


@given(PLAIN)
def test_plain_data_equals_itself(value):
    if value is not None:
        checks.equal(plain(value, "f"), value, "same")


@given(st.lists(NUMBERS, min_size=1, max_size=5))
def test_equal_does_not_care_for_the_container_or_precision(numbers):
    array = np.array(numbers)
    for found in (numbers, tuple(numbers), array, tf.constant(array), keras.ops.convert_to_tensor(array)):
        checks.equal(plain(found, "f"), array, "same")
    checks.equal(plain(array.astype("float32"), "f"), array, "same", tolerance=1e-6)


@given(
    st.lists(NUMBERS, min_size=1, max_size=5),
    st.integers(0, 4),
    st.sampled_from([0.1, -3.0, float("nan"), float("inf")]),
)
def test_one_wrong_number_is_found(numbers, position, error):
    found = np.array(numbers)
    found[position % len(numbers)] += error * max(1.0, abs(found[position % len(numbers)]))
    with pytest.raises(checks.Failed):
        checks.equal(found, np.array(numbers), "wrong")


@pytest.mark.parametrize(
    "found, expected",
    [
        ([[1.0, 2.0]], [1.0, 2.0]),
        ([1.0], 1.0),
        ("1", 1),
        (1, "1"),
        (0, None),
        ({"a": 1}, {"b": 1}),
        ({"a": 1}, {"a": 2}),
        ([1, [2, 3]], [1, [2, 4]]),
        ([1, 2], [1, 2, 3]),
        (float("nan"), 0.0),
        ({"a": 1}, [1]),
    ],
)
def test_unequal(found, expected):
    with pytest.raises(checks.Failed) as failed:
        checks.equal(found, expected, "wrong")
    assert failed.value.expected and failed.value.found


def test_the_first_difference_is_told():
    found = np.zeros((10, 10))
    found[3, 4] = 1
    with pytest.raises(checks.Failed) as failed:
        checks.equal(found, np.zeros((10, 10)), "wrong")
    assert failed.value.expected == "0 at index (3, 4)" and failed.value.found == "1 at index (3, 4)"


def test_shape_tells_both_shapes():
    with pytest.raises(checks.Failed, match="lost") as failed:
        checks.shape(np.zeros(3), (1, 3), "wrong", mistakes={"The batch axis is lost.": (3,)})
    assert failed.value.expected == "shape (1, 3)" and failed.value.found == "shape (3,)"
    checks.shape([[1, 2]], (1, 2), "right")


def test_messages_are_data():
    assert all(isinstance(text, str) and text for text in MESSAGES.values())


def test_progress_counts_what_was_run(student, capsys, tmp_path, monkeypatch):
    import nbformat

    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(
                f'exercise = checks.exercise("double", "{title}")',
                metadata={"nbgrader": {"grade": True, "points": points}},
            )
            for title, points in [("double doubles", 2), ("double does more", 3)]
        ]
    )
    nbformat.write(notebook, tmp_path / "chapter.ipynb")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    student(lambda x: 2 * x, "double")
    exercise_on_double().report()
    shown = []
    monkeypatch.setitem(checks.progress.__globals__, "display", lambda data, raw: shown.append(data))
    checks.progress()
    assert "1 of 2 tests pass, 2 of 5 points" in shown[0]["text/plain"]
    assert "○ double: double does more" in shown[0]["text/plain"]
    assert "<caption>" in shown[0]["text/html"]


def test_an_error_of_tensorflow_is_told_by_its_cause():
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, activation="softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy")
    with pytest.raises(Exception) as error:
        model.fit(np.ones((4, 3)), np.array([0, 1, 0, 5]), verbose=0)
    assert say_error(error.value).startswith("InvalidArgumentError: Received a label value of 5 ")
