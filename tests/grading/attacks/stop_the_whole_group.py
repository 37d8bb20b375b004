# %% [markdown]
# Stops its group, whose other members may watch over it, and goes on.

# %%
import os
import signal

if os.getpid() == 1:  # the first process of a namespace, which its own signals do not reach
    os.kill(0, signal.SIGSTOP)
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
