"""The checker's child: it leads the student's child through the notebook, and runs the test cells itself.

It is trusted and has the hidden tests, but no file of the course and no network. Of the student's child it believes
nothing: what comes is plain data, of limited size and in limited time.
"""

import contextlib
import io
import json
import socket
import time
import traceback

from . import wire

JOBS = 25  # hand-ins that one process checks before a fresh one takes its place
_GRACE = 3  # seconds between asking a cell to stop and ending its process


class Lost(Exception):
    """The student's child had to be ended, or ended by itself; says why."""


def serve(parent, ask, limits):
    """Execute the jobs that come on the socket `parent`, one after the other, and send back what came out.

    The test cells of one job leave TensorFlow and Keras warm for those of the next.

    Args:
        ask: function `(dialogue, leash)` that has a student's child forked, with these sockets.
        limits: dict as from `Limits.as_dict`.
    """
    with contextlib.suppress(wire.Closed):
        while True:
            job = wire.receive(parent, 1 << 30)
            wire.send(parent, Execution(job, ask, limits).run())


class Execution:
    """One job in execution; see job.py for what a job and its result are."""

    def __init__(self, job, ask, limits):
        self._job, self._ask, self._limits = job, ask, limits
        self._end = time.monotonic() + limits["submission_seconds"]
        self._child = None
        self._replays = limits["replays"]
        self._ran = []  # the numbers of the student's cells that ran, to be run again in another child
        self._broken = {}  # number of a cell -> why the child was lost in it

    def run(self):
        """Execute all cells.

        Returns:
            dict: `outputs`, for each cell a list of outputs as nbformat has them; `lost`, dict of a cell's number ->
            why the student's process was lost in it.
        """
        outputs = []
        for number, cell in enumerate(self._job["cells"]):
            try:
                if cell["test"]:
                    outputs.append(self._check(number, cell))
                else:
                    outputs.append(self._run(number, cell))
            except Lost as lost:
                self._give_up(number, str(lost))
                outputs.append([_error("Stopped", str(lost))])
        if self._child:
            self._child.end()
        return {"outputs": outputs, "lost": self._broken}

    def _run(self, number, cell):
        outputs = _outputs(self._ready().ask("run", cell["source"], number + 1), self._limits["output_bytes"])
        self._ran.append(number)
        return outputs

    def _check(self, number, cell):
        from utils import checks

        def find(name):
            return _Answer(name, lambda *request: self._ready().ask(*request))

        checks.exercise.find = staticmethod(find)
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                exec(compile(cell["source"], f"<{cell['grade_id']}>", "exec"), {"__name__": "__main__"})
            error = []
        except Exception as raised:
            shown = getattr(raised, "_render_traceback_", traceback.format_exc().splitlines)()
            error = [_error(type(raised).__name__, str(raised), shown)]
        if self._child and self._child.lost:  # the exercise has told it as a failed check
            self._give_up(number, self._child.lost)
        text = printed.getvalue()
        return ([{"output_type": "stream", "name": "stdout", "text": _clean(text)}] if text else []) + error

    def _give_up(self, number, why):
        """Note that the student's child was lost in the cell `number`, and let the next cell have another."""
        self._broken[str(number)] = why
        if self._child:
            self._child.end()
            self._child = None

    def _ready(self):
        """The student's child; a new one, in which the cells so far have been run again, if the last one was lost."""
        if time.monotonic() >= self._end:
            raise Lost(f"The submission had used up its {self._limits['submission_seconds']:g} seconds.")
        if self._child is None:
            if len(self._broken) > self._replays:
                raise Lost("This cell was not run: too many cells before it had to be stopped.")
            self._child = _Child(self._ask, self._limits, self._end)
            if self._job["files"]:
                self._child.ask("files", self._job["files"])
            for number in self._ran:
                self._child.ask("run", self._job["cells"][number]["source"], number + 1)
        return self._child


class _Child:
    """A student's child, as the checker speaks with it."""

    def __init__(self, ask, limits, end):
        self._limits, self._end = limits, end
        self._dialogue, theirs = socket.socketpair()
        self._leash, their_leash = socket.socketpair()
        self.lost = None
        ask(theirs, their_leash)
        theirs.close()
        their_leash.close()

    def ask(self, *request):
        """The child's reply; a cell has its time, and is then asked to stop.

        Raises:
            Lost: if there is none.
        """
        if self.lost:
            raise Lost(self.lost)
        until = min(time.monotonic() + self._limits["cell_seconds"], self._end)
        try:
            wire.send(self._dialogue, list(request))
            try:
                return self._receive(until)
            except wire.TooLate:
                with contextlib.suppress(OSError):
                    self._leash.sendall(b"i")
                return self._receive(time.monotonic() + _GRACE)
        except wire.TooLate:
            seconds = self._limits["cell_seconds"]
            self._lose(f"It did not finish within {seconds:g} seconds, and could not be interrupted.")
        except wire.Closed:
            self._lose("Its process ended: by exit, by a crash, or because it used more than it may.")
        except wire.BadMessage as error:
            self._lose(f"It gave back {error}.")

    def _receive(self, until):
        return wire.receive(self._dialogue, self._limits["message_mb"] << 20, lambda: until - time.monotonic())

    def _lose(self, why):
        self.lost = why
        self.end()
        raise Lost(why) from None

    def end(self):
        """End the process and all its descendants."""
        self._leash.close()
        self._dialogue.close()


class _Answer:
    """The student's function, in another process: what `checks.exercise.Answer` is in the student's own notebook."""

    def __init__(self, name, ask):
        self._name, self._ask = name, ask

    def ready(self):
        return self._reply("ready", self._name, (), {})

    def __call__(self, *args, **kwargs):
        return self._reply("call", self._name, args, kwargs)

    def arguments_after(self, *args):
        return self._reply("after", self._name, args, {})

    def in_one_epoch(self, *args):
        return self._reply("epoch", self._name, args, {})

    def _reply(self, *request):
        from utils import checks
        from utils.checks.exercise import Interrupted
        from utils.checks.messages import say

        try:
            reply = self._ask(*request)
        except Lost as lost:
            raise Interrupted(str(lost), None, say("interrupted", name=self._name)) from None
        try:
            print(_text(reply.get("printed", "")), end="")
            if "value" in reply:
                return self._value(reply["value"])
            if "not_started" in reply:
                raise checks.NotStarted(_text(reply["not_started"]))
            if "stopped" in reply:
                raise Interrupted(say("look_try", name=self._name), None, say("interrupted", name=self._name))
            if "failed" in reply:
                told = [None if one is None else _text(one) for one in reply["failed"]]
                raise (Interrupted if reply.get("interrupted") is True else checks.Failed)(*told[:3])
            name, text = reply["error"]
            raise type(_identifier(name), (Exception,), {})(_text(text))
        except (AttributeError, KeyError, TypeError, ValueError, IndexError, RecursionError):
            raise checks.Failed(say("look_try", name=self._name), None, say("no_answer", name=self._name)) from None

    def _value(self, value):
        from utils.checks import View

        ((kind, content),) = value.items()
        if kind == "plain":
            return content
        if kind == "view":
            return View(lambda method, *arguments: self._reply("view", int(content), method, arguments))
        if kind == "items":
            return [self._value(one) for one in content]
        return {key: self._value(one) for key, one in content}


def _outputs(outputs, most):
    """What the student's child says are a cell's outputs, in nbformat's form and no longer than `most` bytes."""
    found, left = [], 2 * most
    try:
        for one in outputs:
            kind = one["output_type"]
            if kind == "stream":
                output = {"name": "stderr" if one["name"] == "stderr" else "stdout", "text": _text(one["text"])}
            elif kind == "error":
                shown = [_text(line) for line in one["traceback"]]
                output = {"ename": _text(one["ename"]), "evalue": _text(one["evalue"]), "traceback": shown}
            elif kind in ("display_data", "execute_result"):
                # nbgrader takes a result for points, so there are none: what a cell shows is shown.
                kind = "display_data"
                output = {
                    "data": {_text(mime): _json(data) for mime, data in one["data"].items()},
                    "metadata": _json(one["metadata"]),
                }
            else:
                continue
            left -= len(json.dumps(output))
            if left < 0:
                break
            found.append({"output_type": kind, **output})
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        found.append(_error("Stopped", "The outputs of this cell could not be read."))
    return found


def _json(data):
    """`data` of an output as JSON: text, or what JSON has."""
    if isinstance(data, (dict, list)):
        if isinstance(data, dict):
            return {_text(key): _json(value) for key, value in data.items()}
        return [_json(one) for one in data]
    return _clean(data) if isinstance(data, str) else data if isinstance(data, (bool, int, float)) else ""


def _error(name, text, lines=None):
    lines = [_clean(line) for line in lines or text.splitlines() or [name]]
    return {"output_type": "error", "ename": name, "evalue": _clean(text), "traceback": lines}


def _text(value):
    if not isinstance(value, str):
        raise TypeError
    return _clean(value)


def _clean(text):
    """`text` without half characters, which no file can hold."""
    return text.encode("utf-8", "replace").decode()


def _identifier(name):
    return name if isinstance(name, str) and name.isidentifier() and len(name) < 80 else "Error"
