# %% [markdown]
# Makes system calls by which others got out of such places: bpf, io_uring, keyctl, perf, userfaultfd, handles, modules.

# %%
import ctypes
import errno
import platform

libc = ctypes.CDLL(None, use_errno=True)
numbers = {"bpf": 321, "io_uring_setup": 425, "keyctl": 250, "perf_event_open": 298, "userfaultfd": 323, "setns": 308}
numbers |= {"open_by_handle_at": 304, "init_module": 175, "kexec_load": 246, "pivot_root": 155, "reboot": 169}
numbers |= {"fsopen": 430, "pidfd_getfd": 438, "personality": 135}
numbers |= {"acct": 163, "syslog": 103, "iopl": 172, "swapon": 167}
if platform.machine() == "x86_64":
    for name, number in numbers.items():
        libc.syscall(number, -1, -1, -1, -1, -1)
        if ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS, errno.EACCES):
            print(BREACH, "the system looked at the arguments of", name)
    # The same calls by the numbers of 32 bits and of x32, which a filter may forget.
    if libc.syscall(0x40000000 | 39) > 0:
        print(BREACH, "an x32 system call")
