"""How much memory this kernel needs."""

import sys
from pathlib import Path


def peak_memory() -> int:
    """How much memory this kernel has needed at most since it started.

    Returns:
        int, in MB (millions of bytes), without what other programs and kernels need.

    Source: VmHWM of proc(5) on Linux, ru_maxrss of getrusage(2) on macOS, PeakWorkingSetSize on Windows.
    """
    if sys.platform == "win32":
        import psutil

        return psutil.Process().memory_info().peak_wset // 10**6
    if sys.platform == "darwin":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 10**6
    # Not ru_maxrss, which on Linux begins with the size of the program that started this one.
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    kilobytes = int(status["VmHWM"].split()[0])
    return kilobytes * 1024 // 10**6
