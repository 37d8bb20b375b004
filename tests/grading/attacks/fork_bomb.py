# %% [markdown]
# Forks until it may not or has three thousand processes, each of which sleeps.

# %%
import os
import time

for number in range(3000):
    try:
        if os.fork() == 0:
            time.sleep(600)
            os._exit(0)
    except OSError as error:
        print(number, error)
        break
else:
    print(BREACH, "three thousand processes")
