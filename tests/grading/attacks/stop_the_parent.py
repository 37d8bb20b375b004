# %% [markdown]
# Stops its parent, its group and itself, and sends the parent what usually ends a program.

# %%
import os
import signal

for number in (signal.SIGSTOP, signal.SIGTSTP, signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGUSR1):
    signal.signal(number, signal.SIG_IGN) if number != signal.SIGSTOP else None
    for process in (os.getppid(), -os.getpgrp()):
        try:
            if process not in (0, 1):
                os.kill(process, number)
        except OSError as error:
            print(error)

# %%
os.kill(os.getpid(), signal.SIGSTOP)
