"""The program inside the sandbox: it imports TensorFlow once, runs no operation of it, and forks a child per request.

Started as `python -m utils.grading.warm FD isolated|trusted`. FD is a socket on which the parent asks for a checker; a
checker asks for a student's child over a socket that it inherits. A request is a JSON object and two sockets: one for
the dialogue with the child, one that is its leash: "i" on it interrupts the child, its end kills the child and, where
it is isolated, all its descendants.
"""

import array
import gc
import json
import os
import select
import signal
import socket
import sys

import psutil

from . import isolation

_INTERRUPT = b"i"
_LOOK_SECONDS = 0.2  # between two looks at the memory of a student's processes


def ask(warm, kind, limits, dialogue, leash):
    """Have the process behind the socket `warm` fork a child.

    Args:
        kind: "student" or "checker".
        limits: dict as from `Limits.as_dict`.
        dialogue, leash: sockets, the child's ends; they may be closed afterwards.
    """
    data = json.dumps({"kind": kind, "limits": limits}).encode()
    ancillary = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [dialogue.fileno(), leash.fileno()]))]
    warm.sendmsg([data], ancillary)


def serve(parent, isolated):
    """Answer requests until `parent` (socket) is closed."""
    get_ready()
    checkers, asks = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a warden
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then closes its socket
    parent.sendall(b"ready")
    while True:
        for source in select.select([parent, checkers], [], [])[0]:
            data, descriptors, _, _ = socket.recv_fds(source, 1 << 16, 2)
            if not data and source is parent:
                return
            request = json.loads(data)
            if request["kind"] == "ping":
                parent.sendall(b"pong")
                continue
            if os.fork() == 0:
                try:
                    _be_warden(request, *descriptors, asks, isolated)
                finally:
                    os._exit(1)
            for descriptor in descriptors:
                os.close(descriptor)


def get_ready():
    """Import what every chapter imports, and draw a figure: what that costs is then paid once."""
    import ipywidgets  # noqa: F401
    import pyseccomp  # noqa: F401

    from utils import checks, datasets, plotting  # noqa: F401

    from . import checker, student  # noqa: F401

    _leave_graphs_as_they_are()
    draw_a_figure()
    student.get_ready()
    # A child's garbage collector would go through all of TensorFlow's objects (0.2 s), and so copy their memory.
    gc.collect()
    gc.freeze()


def _leave_graphs_as_they_are():
    """Turn TensorFlow's graph optimizer off: so `fit` over 40 short epochs takes 0.9 s, and with it 1.5 s."""
    import tensorflow as tf  # after `checks`, which keeps its start quiet

    tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": True})


def draw_a_figure():
    """Draw a figure in both forms, so that no child need look for the fonts."""
    import io

    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    for form in ("svg", "png"):
        figure, axes = plt.subplots()
        axes.plot([0, 1], label="one")
        axes.legend()
        figure.savefig(io.BytesIO(), format=form)
        plt.close(figure)


def _be_warden(request, dialogue, leash, asks, isolated):
    """Fork the child that was asked for, and hold its leash until one of the two ends."""
    is_student = request["kind"] == "student"
    isolation.close_all_but({dialogue, leash} if is_student else {dialogue, leash, asks.fileno()})
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    if is_student and isolated:
        isolation.enter_namespaces()
    child = os.fork()
    if child == 0:
        os.close(leash)
        try:
            _be_child(request, socket.socket(fileno=dialogue), asks, isolated)
        finally:
            os._exit(1)
    os.close(dialogue)
    _hold(child, leash, request["limits"]["memory_mb"] << 20 if is_student and isolated else None)
    os._exit(0)


def _hold(child, leash, memory):
    """Wait for the end of the child or its leash; a child whose descendants take too much memory together is ended."""
    done, process = os.pidfd_open(child), psutil.Process(child)
    while True:
        ready, _, _ = select.select([done, leash], [], [], memory and _LOOK_SECONDS)
        if done in ready:
            return
        if leash in ready and os.read(leash, 1) == _INTERRUPT:
            signal.pidfd_send_signal(done, signal.SIGINT)
        elif ready or _takes_too_much(process, memory):
            signal.pidfd_send_signal(done, signal.SIGKILL)
            return


def _takes_too_much(process, memory):
    try:
        return isolation.memory_of(process) > memory
    except OSError:  # one that does not let itself be looked at
        return True


def _be_child(request, dialogue, asks, isolated):
    limits = request["limits"]
    isolation.silence()
    if request["kind"] == "checker":
        from . import checker

        cpu_seconds = checker.JOBS * limits["submission_cpu_seconds"]
        isolation.limit(limits | {"processes": 100_000, "submission_cpu_seconds": cpu_seconds})
        checker.serve(dialogue, lambda *ends: ask(asks, "student", limits, *ends), limits)
    else:
        from . import student

        if isolated:
            isolation.lock_up(limits)
        else:
            isolation.limit(limits)
        student.serve(dialogue, limits)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), isolated=sys.argv[2] == "isolated")
