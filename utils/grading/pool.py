"""Where hand-ins are executed: on this machine, or on the workers of a Dask cluster."""

import contextlib
from concurrent.futures import ThreadPoolExecutor

from . import sandbox


class NoScheduler(Exception):
    """There is no Dask scheduler at the address; the text says what to do."""


@contextlib.contextmanager
def executor(workers, scheduler=None, trusted=False):
    """Yield (executor, window): a concurrent.futures.Executor, and how many hand-ins to give it at a time.

    Each hand-in runs in processes of its own, so that threads are enough to wait for them.

    Args:
        workers: int, how many are executed at a time on this machine.
        scheduler: address of a Dask scheduler; None executes on this machine.
        trusted: run the code without locking it away.

    Raises:
        sandbox.Unsafe, sandbox.Broken: if the code cannot be run here.
        NoScheduler: if nothing answers at the address.
    """
    if scheduler is None:
        own = sandbox.own(trusted)
        try:
            with ThreadPoolExecutor(workers) as threads:
                yield threads, 4 * workers
        finally:
            own.close()
        return
    from distributed import Client

    try:
        client = Client(scheduler, timeout=20)
    except (OSError, ValueError) as error:
        raise NoScheduler(f"No Dask scheduler answers at {scheduler} ({error}): start `dask scheduler` there.") from None
    with client:
        client.register_plugin(_warm_up(trusted))
        threads = sum(client.nthreads().values())
        if not threads:
            raise NoScheduler(f"The scheduler at {scheduler} has no workers: start `dask worker {scheduler}` first.")
        with client.get_executor(pure=False) as remote:
            yield remote, 4 * threads


def _warm_up(trusted):
    from distributed import WorkerPlugin

    class WarmUp(WorkerPlugin):
        """Starts a worker's sandbox before its first hand-in."""

        name = "keras-course-sandbox"

        def setup(self, worker):
            sandbox.own(trusted)

        def teardown(self, worker):
            sandbox.own(trusted).close()

    return WarmUp()
