# %% [markdown]
# Reads address zero, in a cell and in a call, and uses up the stack.

# %% answer="dense-layer"
import sys

sys.setrecursionlimit(10**9)


def dense_layer(x, kernel, bias):
    return dense_layer(x, kernel, bias)

# %% answer="relu"
def relu(z):
    import ctypes

    return ctypes.string_at(0)

# %% answer="cross-entropy"
import ctypes

ctypes.string_at(0)
