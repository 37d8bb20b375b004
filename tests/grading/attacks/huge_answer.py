# %% [markdown]
# Returns an array of a terabyte that takes eight bytes here, half a gigabyte of text, and ten million numbers.

# %%
import numpy as np


# %% answer="flatten"
def flatten(x):
    return np.broadcast_to(0.0, (2**20, 2**17))

# %% answer="count-parameters"
def count_parameters(sizes):
    return "✓" * 2**27

# %% answer="relu"
def relu(z):
    return [0.0] * 10**7

# %% answer="softmax"
def softmax(z):
    return np.zeros(2**27)

# %% answer="dense-layer"
def dense_layer(x, kernel, bias):
    return np.empty((0, 2**60), dtype="<U500000000")
