# %% [markdown]
# Makes namespaces of its own, in which it would be root, mounts file systems there and changes its root folder.

# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
for flags in (0x10000000, 0x10020000, 0x20000, 0x40000000, 0x20000000):
    if libc.unshare(flags) == 0:
        print(BREACH, "unshared", hex(flags))
if libc.mount(b"tmpfs", b"/tmp", b"tmpfs", 0, None) == 0:
    print(BREACH, "mounted")
if libc.umount2(b"/proc", 2) == 0:
    print(BREACH, "unmounted /proc")
for call, argument in ((os.chroot, "/tmp"), (os.setuid, 0), (os.setgid, 0), (os.setgroups, [0])):
    try:
        call(argument)
        if call is os.chroot or os.getuid() == 0:
            print(BREACH, call.__name__)
    except OSError as error:
        print(error)
clone = libc.syscall(56, 0x10000000 | 17, None, None, None, None)  # clone(CLONE_NEWUSER | SIGCHLD)
if clone == 0:
    os._exit(0)
if clone > 0:
    os.waitpid(clone, 0)
    print(BREACH, "cloned into a namespace")
