# %% [markdown]
# Takes back the order to die with its parent, makes itself the reaper of orphans, and leaves one of them.

# %%
import ctypes
import os
import time

libc = ctypes.CDLL(None)
libc.prctl(1, 0, 0, 0, 0)  # PR_SET_PDEATHSIG
libc.prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
if os.fork() == 0:
    libc.prctl(1, 0, 0, 0, 0)
    os.setsid()
    time.sleep(600)
    os._exit(0)
os.kill(os.getpid(), 9)
