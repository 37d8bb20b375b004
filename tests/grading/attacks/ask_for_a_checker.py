# %% [markdown]
# Asks the warm interpreter, over every socket it has, for a child that is not locked away.

# %%
import os
import socket
import stat

from utils.grading import warm

limits = dict.fromkeys(("memory_mb", "processes", "file_mb", "submission_cpu_seconds", "disk_mb"), 10**6)
for number in range(3, 1024):
    try:
        if stat.S_ISSOCK(os.fstat(number).st_mode):
            (mine, dialogue), (leash, theirs) = socket.socketpair(), socket.socketpair()
            warm.ask(socket.socket(fileno=os.dup(number)), "checker", limits, dialogue, theirs)
            mine.settimeout(1)
            mine.sendall(b"\0" * 12)
            dialogue.close()
            if mine.recv(1):
                print(BREACH, "a checker answers")
    except OSError as error:
        print(error)
