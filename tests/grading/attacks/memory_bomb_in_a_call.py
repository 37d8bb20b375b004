# %% [markdown]
# Takes memory inside an answer, and keeps it.

# %%
taken = []

# %% answer="relu"
def relu(z):
    while len(taken) < 256:
        taken.append(bytearray(b"x") * 2**26)
    print(BREACH, "16 gigabytes")
    return z
