# %% [markdown]
# Leaves threads that are no daemons and never end, and children in a pool that wait for work.

# %%
import multiprocessing
import threading


def work():
    while True:
        sum(range(10**6))


for _ in range(4):
    threading.Thread(target=work).start()
pool = multiprocessing.get_context("fork").Pool(2)
