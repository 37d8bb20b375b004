"""Every sentence that `utils.checks` shows, by name: an edition in another language replaces this table only."""

import re

MESSAGES = {
    # The three outcomes of a test cell.
    "correct": "✓ Correct: {title}.",
    "not_yet": "✗ Not yet: {title}. {passed} of {total} checks passed.",
    "not_started": "○ Not started: {title}.",
    # Lines below an outcome.
    "passed": "  ✓ {check}",
    "failed": "  ✗ {check}",
    "detail": "      {label:<9} {text}",
    "expected": "expected",
    "found": "found",
    "look_at": "look at",
    "undefined": "  `{name}` does not exist yet: run the cell that defines it, then run this cell again.",
    "stub": "  `{name}` still stops at `raise NotImplementedError()`: write its body in the cell above, run that cell, "
    "then run this one again.",
    # What a call can go wrong with.
    "raised": "`{name}` stopped with {error}",
    "raised_at": "line {line} of `{name}`: {source}",
    "interrupted": "`{name}` did not finish, and was stopped; the checks that follow did not run",
    "no_answer": "`{name}` gave back something that cannot be read",
    "look_arguments": "Take the arguments that the first line of the exercise names: as many, in the same order.",
    "look_try": "Call `{name}` yourself in a new cell, and read the error from its last line up.",
    "look_exit": "Leave out exit() and quit(), which end the program: `return` ends a function.",
    "returned_none": "`{name}` returned None",
    "look_return": "End `{name}` with `return`: print shows a value, return hands it over.",
    "returned_other": "`{name}` returned a value of type {type}",
    "array_of": "ndarray holding {dtype}",
    "look_plain": "Return numbers, text, lists, dicts, NumPy arrays, or a Keras model or layer.",
    "look_callable": "It can be called: is a pair of parentheses missing, as in `x.mean()`?",
    "look_iterator": "Collect the values in a list or an array, and return that.",
    "look_coroutine": "Write `def` without `async`.",
    "look_history": "`fit` gives back a History: call it on one line, and return the model on the next.",
    "look_tensor": "A tensor is not yet a model: make one with `keras.Model(inputs, outputs)` and return that.",
    "not_callable": "`{name}` is a value of type {type}, not a function",
    "look_def": "Define it with `def {name}(...):`, or run the cell that defines it again.",
    "check_stopped": "the check could not go on ({error})",
    "look_type": "Compare the type and shape of what you return with the docstring.",
    "look_shape": "The numbers are right, but not their shape.",
    # How values are told.
    "shape": "shape {shape}",
    "array": "an array of shape {shape}: {values}",
    "text_type": "{value}, of type {type}",
    "differs_at": "{value} at index {index}",
    "differs_first": "{found}; the first difference: {value} at index {index}",
    "not_a_number": "nan (not a number) in {count} of {size} places",
    "unchanged": "the arguments as they were before the call",
    "changed": "argument {position} changed by the call",
    "look_copy": "Make a new array instead of changing the one you are given: `x = x - 1`, not `x -= 1`.",
    "look_seed": "Begin with `keras.utils.set_random_seed(seed)`, before anything draws a random number.",
    "same_model": "the same weights whenever the seed is the same",
    "other_model": "other weights the second time",
    "look_other_seed": "Use the seed that you are given, `keras.utils.set_random_seed(seed)`, and no fixed number.",
    "seed_counts": "other weights for another seed",
    "seed_unused": "the same weights for the seeds 5 and 6",
    # Models and layers.
    "a_model": "a Keras model or layer",
    "this_model": "a Keras model or layer ({kind})",
    "look_model": "Return the model or the layer itself, after the last line that changes it.",
    "input_shape": "inputs of shape {shape}",
    "look_input_shape": "Look at the shape that you give `keras.Input`: it leaves out the batch axis.",
    "named_input": "{name} of shape {shape}",
    "look_input_names": 'Give each input its name, `keras.Input(shape, name="...")`, and the model all of them.',
    "cannot_build": "a model that stops with {error}",
    "look_build": "Read the layers in order and follow the shape from one to the next.",
    "look_own_layer": "Read `build` and `call` of your layer: the error comes from one of them.",
    "look_batch_axis": "The first number of `input_shape` is the batch, which is unknown: take `input_shape[-1]`.",
    "cannot_look": "an object that stops with {error}",
    "look_super": "Begin `__init__` of your class with `super().__init__()`.",
    "not_compiled": "a model that is not compiled",
    "compiled": "a compiled model",
    "look_compile": "Call `model.compile(optimizer=..., loss=..., metrics=[...])` before you return the model.",
    "no_loss": "a model compiled without a loss",
    "no_loss_for": "a model compiled without a loss for {output}",
    "loss_stops": "a loss that stops with {error}",
    "look_loss": "Look at the loss that you give `compile`: its name, and what it is called with.",
    "train_stops": "a training step that stops with {error}",
    "look_train": "Call `train_on_batch` on your model with a few examples, and look at loss, metrics and shapes.",
    "look_numpy": "Keras builds and trains models with tensors that NumPy cannot read: use the function of the same "
    "name in `keras.ops` in place of NumPy's.",
    # progress()
    "progress_title": "{done} of {total} tests pass, {points:g} of {max_points:g} points",
    "progress_title_ungraded": "{done} of {total} tests pass",
    "progress_exercise": "exercise",
    "progress_tests": "tests",
    "progress_points": "points",
    "progress_note": "Run the test cells to fill this table. Your instructor grades with further tests.",
    "progress_empty": "No test cell found yet: open this chapter in JupyterLab and run its test cells.",
    "state_correct": "✓",
    "state_not_yet": "✗",
    "state_not_started": "○",
}


def say(key, **values):
    """The sentence called `key`, filled with `values`."""
    return MESSAGES[key].format(**values)


def say_error(error):
    """An exception in one line: its type and the first line of its text that says something."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", str(error))  # Keras writes in bold
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    while len(lines) > 1 and re.match(r"Exception encountered when calling|.*Error encountered:$", lines[0]):
        lines = lines[1:]  # Keras; the cause comes next
    if lines and lines[0] == "Graph execution error:":  # TensorFlow; the cause comes last, before the node
        lines = [line for line in lines if not line.startswith("[[")][-1:]
    return ": ".join([type(error).__name__, *lines[:1]])
