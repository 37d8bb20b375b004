"""Kernels that start at once: each is forked from a process that has imported TensorFlow and has run no op of it yet.

nbgrader starts a kernel for every hand-in, and importing TensorFlow takes it longer than all cells together.
`warm_kernels` puts a kernel spec called python3 before the usual one. The program that it names is this file: it asks
the warm process for a fork, and each of the two ends when the other does. nbgrader sees a kernel like any other.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path


@contextlib.contextmanager
def warm_kernels(folder):
    """Yield the environment (dict) in which Jupyter's commands start kernels that are forks of one warm process.

    Args:
        folder: pathlib.Path of an empty folder, for the kernel spec and a socket.
    """
    address = str(folder / "warm.socket")
    argv = [sys.executable, "-S", str(Path(__file__).resolve()), address, "-f", "{connection_file}"]
    spec = folder / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(json.dumps({"argv": argv, "display_name": "Python 3", "language": "python"}), encoding="utf-8")
    warm = subprocess.Popen([sys.executable, __file__, address], stdout=subprocess.PIPE, text=True)
    try:
        assert warm.stdout.readline() == "ready\n", "the warm process ended; its error is above"
        yield {"JUPYTER_PATH": str(folder)}
    finally:
        warm.kill()
        warm.wait()


def ask(address, arguments):
    """Have a kernel forked with these command line arguments (list of str), and stay until it ends."""
    request = {"arguments": arguments, "folder": os.getcwd(), "environment": dict(os.environ)}
    with socket.socket(socket.AF_UNIX) as warm:
        warm.connect(address)
        socket.send_fds(warm, [b"output"], [1, 2])
        warm.sendall(json.dumps(request).encode() + b"\n")
        kernel = int(warm.makefile().readline())
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda number, _: os.kill(kernel, number))
        warm.recv(1)  # nothing comes but the end


def serve(address):
    """Import what every chapter imports, then fork a kernel for each program that asks."""
    import ipykernel.kernelapp  # noqa: F401
    import ipywidgets  # noqa: F401
    import nbformat  # noqa: F401

    import utils.checks  # noqa: F401

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a kernel
    with socket.create_server(address, family=socket.AF_UNIX) as listener:
        print("ready", flush=True)
        while True:
            program, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                become_kernel(program)
            program.close()


def become_kernel(program):
    """Turn this process into the kernel that `program` (the socket to it) asks for; does not return."""
    _, outputs, _, _ = socket.recv_fds(program, 6, 2)
    request = json.loads(program.makefile().readline())
    for number, output in enumerate(outputs, start=1):
        os.dup2(output, number)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    del os.environ["JPY_PARENT_PID"]  # that is the program's parent; the program is watched below
    program.sendall(f"{os.getpid()}\n".encode())
    threading.Thread(target=lambda: program.recv(1) or os._exit(1), daemon=True).start()

    import numpy as np
    from ipykernel.kernelapp import IPKernelApp

    np.random.seed()  # Python does this for its own random numbers
    IPKernelApp.launch_instance(argv=request["arguments"])
    os._exit(0)


if __name__ == "__main__":
    address, *arguments = sys.argv[1:]
    ask(address, arguments) if arguments else serve(address)
