"""Where hand-ins are executed: on this machine, or on the workers of a Dask cluster."""

import contextlib
from concurrent.futures import ThreadPoolExecutor

from . import sandbox

_AHEAD = 4  # hand-ins given to the pool for each that it executes, so that it need not wait for the next


class NoPool(Exception):
    """Hand-ins can be executed nowhere; the text says why, and what to do."""


@contextlib.contextmanager
def executor(workers, scheduler=None, trusted=False):
    """Yield (executor, window): a concurrent.futures.Executor, and a function that says how many hand-ins it takes.

    Each hand-in runs in processes of its own, so that threads are enough to wait for them.

    Args:
        workers: int, how many are executed at a time on this machine.
        scheduler: address of a Dask scheduler; None executes on this machine.
        trusted: run the code without locking it away.

    Raises:
        sandbox.Unsafe, sandbox.Broken: if the code cannot be run; on this machine a future raises them, because the
            sandbox is started with the first hand-in.
        NoPool: if there is no cluster, or it gets lost.
    """
    if scheduler is not None:
        try:
            from .cluster import connected
        except ImportError:
            raise NoPool("Grading on a cluster needs Dask: `pip install distributed`, here and there.") from None
        with connected(scheduler, trusted) as (remote, capacity):
            yield remote, lambda: _AHEAD * capacity()
        return
    threads = ThreadPoolExecutor(workers)
    try:
        yield threads, lambda: _AHEAD * workers
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        sandbox.close_own()  # what still runs, because the batch was stopped, ends with it
        threads.shutdown()
