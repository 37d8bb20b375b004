# %% [markdown]
# Goes through `/proc` to other processes' folders, root and open files, and mounts a `/proc` of its own if it can.

# %%
import ctypes
import glob
import os

libc = ctypes.CDLL(None, use_errno=True)
os.makedirs("proc", exist_ok=True)
if libc.mount(b"proc", b"proc", b"proc", 0, None) == 0:
    print(BREACH, "mounted a /proc")
for process in [*glob.glob("/proc/[0-9]*"), *glob.glob("proc/[0-9]*")]:
    for way in (f"{process}/root{COURSE}/canary.txt", f"{process}/cwd/canary.txt", f"{process}/root{HOME}/canary.txt"):
        try:
            print(BREACH, open(way).read())
        except OSError as error:
            print(error)
    for descriptor in glob.glob(f"{process}/fd/*"):
        try:
            print(descriptor, os.readlink(descriptor))
        except OSError as error:
            print(error)
