# %% [markdown]
# Ignores every signal that can be ignored, then waits in C, where Python looks at none.

# %%
import ctypes
import signal

for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
    try:
        signal.signal(number, signal.SIG_IGN)
    except OSError:
        pass
ctypes.PyDLL(None).sleep(3600)
