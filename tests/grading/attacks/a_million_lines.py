# %% [markdown]
# Prints a million lines in a cell, and as many in a call.

# %%
for number in range(1_000_000):
    print(number)

# %% answer="relu"
def relu(z):
    for number in range(300_000):
        print("✓ Correct", number)
    return z
