# %% [markdown]
# Makes devices of its own and opens those of the system: disks, memory, terminals, the kernel's messages.

# %%
import fcntl
import glob
import os
import stat

for kind, major, minor in ((stat.S_IFBLK, 254, 0), (stat.S_IFBLK, 8, 0), (stat.S_IFCHR, 1, 1)):
    try:
        os.mknod("device", kind | 0o666, os.makedev(major, minor))
        os.close(os.open("device", os.O_RDONLY))
        print(BREACH, "a device", major, minor)
    except OSError as error:
        print(error)
for path in [*glob.glob("/dev/[hsv]d*"), "/dev/mem", "/dev/kmsg", "/dev/tty", "/dev/tty0", "/dev/kvm", "/dev/fuse"]:
    try:
        terminal = os.open(path, os.O_RDWR)
        print(BREACH, "opened", path)
        fcntl.ioctl(terminal, 0x5412, b"\n")  # TIOCSTI: types a letter
    except OSError as error:
        print(error)
