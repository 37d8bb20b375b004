# %% [markdown]
# Starts threads until it may not or has three thousand.

# %%
import threading
import time

try:
    for _ in range(3000):
        threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
    print(BREACH, "three thousand threads")
except (RuntimeError, MemoryError) as error:
    print(threading.active_count(), error)
