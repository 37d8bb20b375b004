"""The student's child: it runs cells as a notebook does, and calls the functions that they define.

Nothing here protects the score: student code shares this interpreter and may change all of it. What the child says is
taken as a student's answer, no more.
"""

import base64
import itertools
import os
import signal
import sys
from pathlib import Path

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell

from . import isolation, wire

_LARGEST_REQUEST = 1 << 30  # bytes; the checker is trusted
_shell = None


class Outputs:
    """The outputs of one cell as nbformat has them, cut off after so many bytes."""

    def __init__(self, most):
        self.list, self._left, self._clear = [], most, False

    def add(self, output_type, **content):
        if self._clear:
            self.list.clear()
            self._clear = False
        content = _json(content)
        size = 1 + sum(len(part) for part in _texts(content))
        if self._left < 0:
            return
        self._left -= size
        if self._left < 0:
            if output_type == "stream":
                content["text"] = content["text"][: size + self._left]
                self._append(output_type, content)
            self._append("stream", {"name": "stdout", "text": "\n[The outputs of this cell are cut off here.]\n"})
        else:
            self._append(output_type, content)

    def _append(self, output_type, content):
        last = self.list[-1] if self.list else None
        if output_type == "stream" and last and last.get("name") == content["name"]:
            last["parts"].append(content["text"])
        elif output_type == "stream":
            self.list.append({"output_type": "stream", "name": content["name"], "parts": [content["text"]]})
        else:
            self.list.append({"output_type": output_type, **content})

    def clear(self, wait):
        self._clear = True
        if not wait:
            self.list.clear()

    def done(self):
        """The list, with the parts of each stream joined."""
        return [
            {"output_type": "stream", "name": one["name"], "text": "".join(one["parts"])} if "parts" in one else one
            for one in self.list
        ]


class _Stream:
    """A text file that adds what is written to the cell's outputs."""

    encoding, errors, closed = "utf-8", "replace", False

    def __init__(self, name):
        self.name = f"<{name}>"
        self._stream = name

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        _shell.outputs.add("stream", name=self._stream, text=text)
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        pass

    def isatty(self):
        return False

    def writable(self):
        return True

    def readable(self):
        return False

    def fileno(self):
        return {"stdout": 1, "stderr": 2}[self._stream]


class _Publisher(DisplayPublisher):
    def publish(self, data, metadata=None, source=None, *, transient=None, update=False, **_):
        if not update:  # the first form of a display that is updated says enough
            _shell.outputs.add("display_data", data=data, metadata=metadata or {})

    def clear_output(self, wait=False):
        _shell.outputs.clear(wait)


class _Hook(DisplayHook):
    def write_output_prompt(self):
        pass

    def write_format_data(self, format_dict, md_dict=None):
        count = self.shell.execution_count
        _shell.outputs.add("execute_result", execution_count=count, data=format_dict, metadata=md_dict or {})

    def finish_displayhook(self):
        pass


class _Shell(InteractiveShell):
    """IPython's shell, whose outputs go into `outputs`."""

    outputs = None

    def _showtraceback(self, etype, evalue, stb):
        self.outputs.add("error", ename=etype.__name__, evalue=str(evalue), traceback=list(stb))

    def enable_gui(self, gui=None):
        pass


def get_ready():
    """Make the shell, which takes a while; before the fork."""
    global _shell
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.xmode = "Context"
    _Shell.display_pub_class, _Shell.displayhook_class = _Publisher, _Hook
    _shell = _Shell.instance(config=config)


def serve(dialogue, limits):
    """Answer the checker's requests on the socket `dialogue` until it closes.

    A request is a list: what to do and its arguments.

        ["files", {name: uint8 array}]     put these files into the working folder -> None
        ["run", source, execution count]   run a cell -> its outputs
        ["ready" | "call" | "after" | "epoch", name, args, kwargs]   the methods of `checks.exercise.Answer`
        ["view", number, method, arguments]  ask the view of a model that an earlier call returned
    """
    import numpy as np

    np.random.seed()  # Python does this for its own random numbers
    views = []
    folder = Path("/tmp/work" if os.getpid() == 1 else os.environ["TMPDIR"] + f"/work-{os.getpid()}")
    folder.mkdir(parents=True)
    os.chdir(folder)
    sys.path.insert(0, str(folder))  # a notebook imports what lies beside it
    sys.stdin = open(os.devnull)
    sys.stdout, sys.stderr = _Stream("stdout"), _Stream("stderr")
    for number in (signal.SIGINT, signal.SIGXCPU):
        signal.signal(number, signal.default_int_handler)
    while True:
        try:
            what, *arguments = wire.receive(dialogue, _LARGEST_REQUEST)
            isolation.give_cpu(limits["cell_cpu_seconds"])
            _shell.outputs = Outputs(limits["output_bytes"])
            if what == "files":
                reply = _write(folder, *arguments)
            elif what == "run":
                reply = _run(*arguments)
            else:
                reply = _answer(views, what, *arguments)
                streams = [one for one in _shell.outputs.done() if one["output_type"] == "stream"]
                reply["printed"] = "".join(one["text"] for one in streams)
            _send(dialogue, reply)
        except KeyboardInterrupt:  # one that came late
            pass


def _write(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.tobytes())


def _run(source, count):
    _shell.execution_count = count
    _shell.run_cell(source, store_history=False)
    return _shell.outputs.done()


def _answer(views, what, *arguments):
    """The reply to a call of the student's function, or of a view: a dict with one outcome."""
    from utils.checks import exercise  # the class; its module holds the rest
    from utils.checks.compare import Failed

    module = sys.modules[exercise.__module__]
    try:
        if what == "view":
            number, method, values = arguments
            value = views[number](method, *values)
        else:
            name, args, kwargs = arguments
            answer = exercise.find(name)
            methods = {"ready": "ready", "call": "__call__", "after": "arguments_after", "epoch": "in_one_epoch"}
            value = getattr(answer, methods[what])(*args, **kwargs)
        return {"value": _crossing(value, views)}
    except module.NotStarted as error:
        return {"not_started": str(error)}
    except Failed as failed:
        told = [None if one is None else str(one) for one in (failed.look_at, failed.expected, failed.found)]
        return {"failed": told, "interrupted": isinstance(failed, module.Interrupted)}
    except KeyboardInterrupt:
        return {"stopped": True}
    except BaseException as error:  # whatever else a student's code brings about
        return {"error": [type(error).__name__, str(error)]}


def _crossing(value, views):
    """`value` in a form that crosses; of a View its number in `views`, which keeps the function that answers for it."""
    from utils.checks import View

    if isinstance(value, View):
        views.append(value._ask)
        return {"view": len(views) - 1}
    if isinstance(value, (list, tuple)):
        return {"items": [_crossing(one, views) for one in value]}
    if isinstance(value, dict):
        return {"entries": [[key, _crossing(one, views)] for key, one in value.items()]}
    return {"plain": value}


def _send(dialogue, reply):
    try:
        wire.send(dialogue, reply)
    except (TypeError, ValueError, RecursionError, MemoryError) as error:
        wire.send(dialogue, {"error": [type(error).__name__, str(error)]})


def _json(value):
    """`value` as JSON has it: pictures come as bytes, and a student's display function may give anything."""
    if isinstance(value, dict):
        return {str(key): _json(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_json(one) for one in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def _texts(value):
    """All texts in `value`, nested in dicts and lists."""
    if isinstance(value, dict):
        return itertools.chain.from_iterable(_texts(one) for one in value.values())
    if isinstance(value, (list, tuple)):
        return itertools.chain.from_iterable(_texts(one) for one in value)
    return [value] if isinstance(value, str) else []
