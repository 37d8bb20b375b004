# %% [markdown]
# Kills a process of the instructor's, by its number and by its name.

# %%
import glob
import os
import signal

for process in [TARGET, *[int(path.split("/")[2]) for path in glob.glob("/proc/[0-9]*/cmdline")]]:
    try:
        command = open(f"/proc/{process}/cmdline").read() if process != TARGET else "keras_course_target"
        if "keras_course_target" in command and process not in (1, os.getpid()):
            os.kill(process, signal.SIGKILL)
            print(BREACH, "killed", process)
    except OSError as error:
        print(error)
