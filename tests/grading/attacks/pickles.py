# %% [markdown]
# Returns objects that run code where they are unpickled, and leaves such a file in its folder.

# %%
import os
import pickle

import numpy as np


class Touch:
    def __reduce__(self):
        return os.open, (f"{OUTSIDE}/pickle", os.O_CREAT)


objects = np.array([Touch()], dtype=object)
try:
    np.save("01-basics.npy", objects, allow_pickle=True)
    with open("01-basics.pkl", "wb") as file:
        pickle.dump(Touch(), file)
except OSError as error:
    print(error)

# %% answer="relu"
def relu(z):
    return objects

# %% answer="flatten"
def flatten(x):
    return Touch()

# %% answer="softmax"
def softmax(z):
    return pickle.dumps(Touch())
