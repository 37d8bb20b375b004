# %% [markdown]
# Takes memory in steps of 64 megabytes, up to 16 gigabytes.

# %%
taken = []
try:
    for _ in range(256):
        taken.append(bytearray(b"x") * 2**26)
    print(BREACH, "16 gigabytes")
except MemoryError:
    print("no memory after", len(taken), "steps")
