# %% [markdown]
# Leaves a process behind, in a session of its own, that tries to reach the outside for ten minutes.

# %%
import os
import socket
import time

if os.fork() == 0:
    os.setsid()
    if os.fork():
        os._exit(0)
    for _ in range(3000):
        for place in (f"{OUTSIDE}/daemon", f"{COURSE}/daemon"):
            try:
                open(place, "w").close()
            except OSError:
                pass
        try:
            socket.socket(socket.AF_UNIX).connect(ABSTRACT)
        except OSError:
            pass
        time.sleep(0.2)
    os._exit(0)

# %%
import subprocess

subprocess.Popen(["setsid", "nohup", "sleep", "600"], start_new_session=True)
subprocess.Popen("trap '' TERM HUP INT; sleep 601 & disown", shell=True)
