# %% [markdown]
# Takes memory that counts to no process: files without a name in memory, and System V shared memory.

# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
taken, block = 0, b"x" * 2**20
try:
    for _ in range(40):
        file = os.memfd_create("bomb")
        for _ in range(100):
            taken += os.write(file, block)
except OSError as error:
    print(error)
print(taken)
if taken > 3 * 2**30:
    print(BREACH, "files in memory")
shared = 0
for _ in range(40):
    number = libc.shmget(0, 100 * 2**20, 0o1600)
    place = libc.shmat(number, None, 0) if number >= 0 else None
    if place in (None, 2**64 - 1):
        break
    ctypes.memset(place, 1, 100 * 2**20)
    libc.shmdt(ctypes.c_void_p(place))
    shared += 100 * 2**20
print(shared)
if shared > 3 * 2**30:
    print(BREACH, "shared memory")
