"""One test cell: it calls the student's function, runs every check and tells one of three outcomes."""

import contextlib
import copy
import inspect
import linecache
import logging
import os
import sys
import traceback
import warnings
from collections.abc import Iterator

import keras
import numpy as np

from .compare import Failed, short, tell_typed
from .messages import say, say_error
from .view import View, answer_for

# What each test cell said last in this session: (function, title) -> "correct", "not_yet" or "not_started".
outcomes = {}


class NotCorrect(Exception):
    """What a test cell raises when it is not passed; a notebook shows its sentences and no traceback."""

    def _render_traceback_(self):
        return str(self).splitlines()


class NotYet(NotCorrect):
    """Some checks do not hold."""


class NotStarted(NotCorrect):
    """The student's function is still the untouched stub, or not defined."""


class Interrupted(Failed):
    """The student's function was stopped from outside, by the Stop button or a time limit."""


class Exercise:
    """The checks of one test cell on one function of the student's.

    Args:
        name: the function's name.
        title: what this cell tests, a phrase.

    Use:
        exercise = checks.exercise("double", "doubles every number")

        @exercise.check
        def one_number(double):
            \"\"\"Two becomes four.\"\"\"
            checks.equal(double(2), 4, "Multiply by 2.")

        exercise.report()
    """

    @staticmethod
    def find(name):
        """The student's function called `name` in the notebook that runs this cell: an `Answer`, or what acts like one.

        The grader's checker, which is another process than the student's, puts a function of its own here.
        """
        return Answer(name, vars(sys.modules["__main__"]).get(name))

    def __init__(self, name, title):
        self._name, self._title = name, title
        self._checks = []

    def check(self, function):
        """Add a check: a function of the student's function, whose docstring is the sentence that the student reads.

        Returns:
            what had the check's name before, if anything: a student's helper of that name survives the test cell.
        """
        self._checks.append(function)
        return function.__globals__.get(function.__name__, function)

    def report(self):
        """Run all checks and print the outcome.

        Raises:
            NotStarted: the function is not defined, or raises NotImplementedError without a text, as the stub does.
            NotYet: at least one check failed; all of them are told.
        """
        answer = self.find(self._name)
        lines, passed, not_started = [], 0, None
        with _nothing_on_stderr():
            for check in self._checks:
                sentence = " ".join((check.__doc__ or check.__name__).split())
                try:
                    answer.ready()
                    check(answer)
                except NotStarted as error:
                    not_started = str(error)
                    break
                except Failed as failed:
                    lines += [say("failed", check=sentence), *_details(failed)]
                    if isinstance(failed, Interrupted):
                        break
                except Exception as error:  # a value that the check cannot work with; the next check may
                    failed = _misfit(error)
                    lines += [say("failed", check=sentence), *_details(failed)]
                else:
                    passed += 1
                    lines.append(say("passed", check=sentence))
        key, heading = (self._name, self._title), {"title": self._title, "passed": passed, "total": len(self._checks)}
        if not_started:
            outcomes[key] = "not_started"
            raise NotStarted(say("not_started", **heading) + "\n" + not_started)
        if passed < len(self._checks):
            outcomes[key] = "not_yet"
            raise NotYet("\n".join([say("not_yet", **heading), *lines]))
        outcomes[key] = "correct"
        print("\n".join([say("correct", **heading), *lines]))


class Answer:
    """The student's function as a check calls it: plain data in, plain data or a `View` out.

    Args:
        name: what it is called.
        function: the function itself, or None if it is not defined.
    """

    def __init__(self, name, function):
        self._name, self._function = name, function

    def ready(self):
        """Hold that there is a function to call."""
        if self._function is None:
            raise NotStarted(say("undefined", name=self._name))
        if not callable(self._function):
            found = say("not_callable", name=self._name, type=type(self._function).__name__)
            raise Failed(say("look_def", name=self._name), None, found)

    def __call__(self, *args, **kwargs):
        """Call it with copies of the arguments."""
        args, kwargs = copy.deepcopy(args), copy.deepcopy(kwargs)
        return plain(self._call(args, kwargs), self._name)

    def arguments_after(self, *args):
        """The arguments as a call leaves them."""
        args = copy.deepcopy(args)
        self._call(args, {})
        return args

    def in_one_epoch(self, *args):
        """Call it while every `fit` ends after one epoch: enough where its result need not be a good one.

        TensorFlow builds no graph meanwhile, which would take most of the time.
        """
        import tensorflow as tf

        before = keras.config.max_epochs(), tf.config.functions_run_eagerly()
        keras.config.set_max_epochs(1)
        tf.config.run_functions_eagerly(True)
        try:
            with warnings.catch_warnings():  # of Keras and TensorFlow, that they do as they are told here
                warnings.filterwarnings("ignore", "Limiting epochs|Even though the `tf.config", UserWarning)
                return self(*args)
        finally:
            keras.config.set_max_epochs(before[0])
            tf.config.run_functions_eagerly(before[1])

    def _call(self, args, kwargs):
        try:
            return self._function(*args, **kwargs)
        except KeyboardInterrupt as error:
            found = say("interrupted", name=self._name)
            raise Interrupted(_where(error, self._name), None, found) from None
        except (Exception, SystemExit) as error:
            if isinstance(error, NotImplementedError) and not error.args:
                raise NotStarted(say("stub", name=self._name)) from None
            found = say("raised", name=self._name, error=say_error(error))
            raise Failed(_where(error, self._name), None, found) from None


def plain(value, name):
    """`value` as plain data, the form in which an answer may also cross to another process.

    Args:
        value: what the student's function called `name` returned.

    Returns:
        bool, int, float, str, list, dict or numpy.ndarray; a `View` for a Keras model or layer. Tensors become arrays.

    Raises:
        Failed: for None, or anything else.
    """
    if value is None:
        raise Failed(say("look_return", name=name), None, say("returned_none", name=name))
    return _plain(value, name)


def _plain(value, name):
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [_plain(one, name) for one in value]
    if isinstance(value, dict):
        return {str(key): _plain(one, name) for key, one in value.items()}
    if isinstance(value, keras.Layer):  # a model is a layer too
        return View(answer_for(value))
    if isinstance(value, np.ndarray) or keras.ops.is_tensor(value) or isinstance(value, keras.Variable):
        array = np.array(keras.ops.convert_to_numpy(value) if not isinstance(value, np.ndarray) else value)
        if array.dtype.kind in "biufU":
            return array
    kind = say("array_of", dtype=value.dtype) if isinstance(value, np.ndarray) else type(value).__name__
    raise Failed(_why_not_plain(value), None, say("returned_other", name=name, type=kind))


def _why_not_plain(value):
    if inspect.iscoroutine(value):
        value.close()  # else Python warns that nobody waited for it
        return say("look_coroutine")
    if isinstance(value, keras.callbacks.History):
        return say("look_history")
    if isinstance(value, keras.KerasTensor):
        return say("look_tensor")
    if isinstance(value, (Iterator, range, set)):
        return say("look_iterator")
    return say("look_callable") if callable(value) else say("look_plain")


def _details(failed):
    """The indented lines below a failed check."""
    rows = [("expected", failed.expected), ("found", failed.found), ("look_at", failed.look_at)]
    return [say("detail", label=say(key), text=short(text, longest=400)) for key, text in rows if text is not None]


def _where(error, name):
    """The last line of the notebook that ran before `error`, in the function `name` or a helper; else what to try."""
    if isinstance(error, SystemExit):
        return say("look_exit")
    notebook = vars(sys.modules["__main__"])
    frames = [one for one in traceback.walk_tb(error.__traceback__) if one[0].f_globals is notebook]
    if not frames:
        never_entered = isinstance(error, TypeError) and error.__traceback__.tb_next is None
        return say("look_arguments") if never_entered else say("look_try", name=name)
    code, line = frames[-1][0].f_code, frames[-1][1]
    inner = name if code.co_name.startswith("<") else code.co_name  # <lambda>, <listcomp>
    source = linecache.getline(code.co_filename, line).strip()
    return say("raised_at", line=line - code.co_firstlineno + 1, name=inner, source=source)


def _misfit(error):
    """What to tell of a check that `error` stopped, because it could not work with what the student returned."""
    if isinstance(error, AttributeError) and hasattr(View, error.name or ""):
        return Failed(say("look_model"), say("a_model"), tell_typed(error.obj))
    return Failed(say("look_type"), None, say("check_stopped", error=say_error(error)))


@contextlib.contextmanager
def _nothing_on_stderr():
    """Send what a student's code writes to stderr to stdout: nbgrader gives no points to a cell with any stderr.

    A warning is thereby still seen and costs nothing. Log messages below "error", such as TensorFlow's on retracing,
    are dropped, because their handlers keep the stream that they were made with.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    held = os.dup(2)
    logging.disable(logging.WARNING)
    try:
        os.dup2(1, 2)
        with contextlib.redirect_stderr(sys.stdout):
            yield
    finally:
        os.dup2(held, 2)
        os.close(held)
        logging.disable(logging.NOTSET)
