"""A Dask cluster as the place where hand-ins are executed; only --scheduler imports this.

A task is `execute_here` with a job, which is plain data, and so is its result. Workers keep both in memory.
"""

import asyncio
import contextlib
import logging
import threading
import time
from concurrent.futures import CancelledError

from distributed import Client, KilledWorker, WorkerPlugin

from . import sandbox
from .job import versions
from .pool import NoPool

PATIENCE = 60  # seconds that a batch waits for a worker when the last one has gone
_INTERVAL = 2  # seconds between two looks at the cluster


@contextlib.contextmanager
def connected(scheduler, trusted):
    """Yield (executor, capacity): a concurrent.futures.Executor, and a function that says how many jobs run at a time.

    Args:
        scheduler: address of a Dask scheduler, such as tcp://10.0.0.1:8786.
        trusted: run the code without locking it away.

    Raises:
        NoPool: if nothing answers there, there is no worker, or they get lost, also later.
        sandbox.Unsafe, sandbox.Broken: if a worker cannot run the code.
    """
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what has gone wrong is told below
    try:
        client = Client(scheduler, timeout=10, set_as_default=False)
    except (OSError, ValueError, ImportError) as error:
        text = f"No Dask scheduler answers at {scheduler} ({error}): start `dask scheduler` there, or mend the address."
        raise NoPool(text) from None
    with client:
        watch = _Watch(client)
        if not watch.threads:
            raise NoPool(f"The scheduler at {scheduler} has no workers: start `dask worker {scheduler}` first.")
        _warm_up(client, trusted)
        with watch:
            try:
                # Not closed: that waits for a client which may have been closed already.
                yield client.get_executor(pure=False), lambda: watch.threads
            except CancelledError:
                raise NoPool(
                    f"The scheduler at {scheduler}, or the last of its workers, has gone. Start them again. What has "
                    "been graded is kept; then give the same command again to go on."
                ) from None
            except KilledWorker:
                raise NoPool(
                    "Several workers ended over the same hand-in: do they have enough memory? What has been graded is "
                    "kept; then give the same command again to go on."
                ) from None


def _warm_up(client, trusted):
    try:
        client.register_plugin(_WarmUp(trusted, versions()))
    except (sandbox.Unsafe, sandbox.Broken):
        raise
    except Exception as error:
        raise NoPool(
            f"A worker cannot load the grader ({type(error).__name__}: {error}): install this course there, the same "
            "version as here, and start the worker with its Python."
        ) from None


class _WarmUp(WorkerPlugin):
    """Starts and probes a worker's sandbox before its first hand-in; it ends with the worker."""

    name = "keras-course-sandbox"

    def __init__(self, trusted, wanted):
        self._trusted, self._wanted = trusted, wanted

    async def setup(self, worker):
        if versions() != self._wanted:
            raise sandbox.Broken(
                f"The worker at {worker.address} has another version of this course, of Keras, NumPy or IPython than "
                "this machine, so that grades might differ: install the same there."
            )
        try:
            await asyncio.to_thread(sandbox.own, self._trusted)
        except (sandbox.Unsafe, sandbox.Broken) as problem:
            raise type(problem)(f"The worker at {worker.address} cannot be used. {problem}") from None


class _Watch:
    """Knows how many threads the workers have; when there has been no worker for long, it closes the client."""

    def __init__(self, client):
        self._client, self._ended = client, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.threads = sum(client.nthreads().values())

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._ended.set()
        self._thread.join()

    def _look(self):
        seen = time.monotonic()
        while not self._ended.wait(_INTERVAL):
            with contextlib.suppress(Exception):  # the scheduler does not answer: as if there were none
                threads = sum(self._client.nthreads().values())
                if threads:
                    self.threads, seen = threads, time.monotonic()
            if time.monotonic() - seen > PATIENCE:
                self._client.close()  # which cancels all that is waited for
                return
