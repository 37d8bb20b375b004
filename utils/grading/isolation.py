"""How the student's child locks itself away, inside the sandbox and from there one step further.

Around all of it stands bubblewrap (see sandbox.py). Here each child gets user, mount, PID, IPC, network and UTS
namespaces of its own, so that it meets no other submission and not the warm interpreter; a private /tmp; limits; and a
filter that takes away the system calls by which others have got out of such places.
"""

import contextlib
import ctypes
import os
import resource
import signal
import sys

import psutil

from .sandbox import library_folders

_LIBC = ctypes.CDLL(None, use_errno=True)
# From <sched.h>, <sys/mount.h>, <linux/prctl.h>.
_NEWNS = 0x20000
_NAMESPACES = {"NEWUTS": 0x4000000, "NEWIPC": 0x8000000, "NEWUSER": 0x10000000, "NEWPID": 0x20000000}
_NAMESPACES |= {"NEWNET": 0x40000000, "NEWCGROUP": 0x2000000}
_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_REMOUNT, _MS_BIND, _MS_REC, _MS_PRIVATE = 1, 2, 4, 0x20, 0x1000, 0x4000, 0x40000
_PR_SET_PDEATHSIG, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS = 1, 24, 38

# What no exercise needs, and what holes in kernels were mostly reached by.
_FORBIDDEN = (
    "ptrace process_vm_readv process_vm_writev process_madvise pidfd_getfd kcmp unshare setns mount umount2 pivot_root "
    "chroot move_mount open_tree fsopen fsconfig fsmount fspick mount_setattr bpf userfaultfd perf_event_open keyctl "
    "add_key request_key kexec_load kexec_file_load init_module finit_module delete_module io_uring_setup "
    "io_uring_enter io_uring_register open_by_handle_at name_to_handle_at acct swapon swapoff reboot quotactl "
    "fanotify_init lookup_dcookie personality settimeofday clock_settime adjtimex clock_adjtime syslog iopl ioperm "
    "memfd_create memfd_secret shmget semget msgget mq_open"  # memory that no limit counts
).split()
_FAMILIES = (1, 2, 10)  # sockets: AF_UNIX, AF_INET, AF_INET6; not AF_VSOCK, which leads out of a virtual machine


def enter_namespaces():
    """Put this process into new namespaces; the next child that it forks is the first process in them.

    Raises:
        OSError: where the system does not allow it.
    """
    uid, gid = os.getuid(), os.getgid()
    _call("unshare", sum(_NAMESPACES.values()))
    for name, text in (("setgroups", "deny"), ("uid_map", f"1000 {uid} 1"), ("gid_map", f"1000 {gid} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def lock_up(limits):
    """Lock the first process of the new namespaces up; there is no way back.

    Args:
        limits: dict as from `Limits.as_dict`.

    Raises:
        OSError: where the system does not allow it.
    """
    limit(limits)
    os.setsid()  # else it could signal the process that holds it, as one of its group
    _call("prctl", _PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    _call("unshare", _NEWNS)
    _call("mount", b"none", b"/", None, _MS_REC | _MS_PRIVATE, None)
    hidden = {folder: os.open(folder, os.O_PATH) for folder in library_folders() if folder.startswith("/tmp/")}
    for place in (b"/tmp", b"/dev/shm"):
        options = f"size={limits['disk_mb']}m,mode=700".encode()
        _call("mount", b"tmpfs", place, b"tmpfs", _MS_NOSUID | _MS_NODEV, options)
    for folder, descriptor in hidden.items():
        os.makedirs(folder)
        _call("mount", f"/proc/self/fd/{descriptor}".encode(), folder.encode(), None, _MS_BIND | _MS_REC, None)
        os.close(descriptor)
    _hide_processes()
    _drop_capabilities()
    _call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _filter().load()


def limit(limits):
    """Set this process's limits (dict as from `Limits.as_dict`), which its children inherit."""
    megabyte = 1 << 20
    memory = _virtual_bytes() + limits["memory_mb"] * megabyte
    cpu = int(limits["submission_cpu_seconds"])
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_NPROC, limits["processes"]),
        (resource.RLIMIT_FSIZE, limits["file_mb"] * megabyte),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_NOFILE, 1024),
        (resource.RLIMIT_CORE, 0),
    ):
        most = most if (hard := resource.getrlimit(kind)[1]) == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))


def memory_of(process):
    """Bytes of memory that `process` (psutil.Process) and its descendants have for themselves, if they are several.

    One alone is held by its own limit, which costs nothing to ask for.
    """
    with contextlib.suppress(psutil.NoSuchProcess):
        several = process.children(recursive=True)
        if several:
            return sum(_private_bytes(one.pid) for one in [process, *several])
    return 0


def _private_bytes(pid):
    try:
        with open(f"/proc/{pid}/smaps_rollup") as file:
            return 1024 * sum(int(line.split()[1]) for line in file if line.startswith("Private_"))
    except (FileNotFoundError, ProcessLookupError):  # it has ended
        return 0


def give_cpu(seconds):
    """Let this process use so many more seconds of the processor before SIGXCPU interrupts it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    wanted = int(usage.ru_utime + usage.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def close_all_but(kept):
    """Close every open file of this process but those in `kept`, and the three standard ones."""
    start = 3
    for number in sorted(kept):
        os.closerange(start, number)
        start = number + 1
    os.closerange(start, os.sysconf("SC_OPEN_MAX") if start < 4096 else start)


def silence():
    """Point the three standard files at nothing."""
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(null, number)
    os.close(null)


def _hide_processes():
    """Put a folder with the little that libraries look for in place of /proc."""
    kept = {}
    for name in ("cpuinfo", "meminfo", "self/cmdline"):
        with open(f"/proc/{name}") as file:
            kept[name] = file.read()
    _call("mount", b"tmpfs", b"/proc", b"tmpfs", _MS_NOSUID | _MS_NODEV, b"size=2m,mode=755")
    os.mkdir("/proc/self")
    os.symlink(sys.executable, "/proc/self/exe")  # TensorFlow does not run without, nor without cmdline
    for name, text in kept.items():
        with open(f"/proc/{name}", "w") as file:
            file.write(text)
    _call("mount", b"none", b"/proc", None, _MS_REMOUNT | _MS_RDONLY | _MS_NOSUID | _MS_NODEV, None)


def _virtual_bytes():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def _drop_capabilities():
    for number in range(64):
        if _LIBC.prctl(_PR_CAPBSET_DROP, number, 0, 0, 0):
            break  # past the last one
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3, this process
    _call("capset", header, (ctypes.c_uint32 * 6)())


def _filter():
    import pyseccomp

    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    refuse = pyseccomp.ERRNO(1)  # EPERM
    for name in _FORBIDDEN:
        if pyseccomp.resolve_syscall(pyseccomp.system_arch(), name) >= 0:
            rules.add_rule(refuse, name)
    rules.add_rule(pyseccomp.ERRNO(38), "clone3")  # ENOSYS: libc falls back to clone, whose flags can be seen
    for flag in (_NEWNS, *_NAMESPACES.values()):
        rules.add_rule(refuse, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, flag, flag))
    for call in ("socket", "socketpair"):
        rules.add_rule(refuse, call, pyseccomp.Arg(0, pyseccomp.GT, max(_FAMILIES)))
        for family in range(max(_FAMILIES)):
            if family not in _FAMILIES:
                rules.add_rule(refuse, call, pyseccomp.Arg(0, pyseccomp.EQ, family))
    return rules


def _call(name, *arguments):
    if getattr(_LIBC, name)(*arguments):
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
