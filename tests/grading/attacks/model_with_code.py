# %% [markdown]
# Returns models with a Lambda of its own code, and leaves `.keras` and `.h5` files that run code where they are loaded.

# %%
import os

import keras


def model():
    layer = keras.layers.Lambda(lambda x: [os.open(f"{OUTSIDE}/keras", os.O_CREAT), x][1])
    return keras.Sequential([keras.Input((28, 28)), layer])


for name in ("01-basics.keras", "01-basics.h5"):
    try:
        model().save(name)
    except Exception as error:
        print(error)

# %% answer="build-model"
def build_model(hidden_units, rate):
    return model()

# %% answer="train-on-rings"
def train_on_rings(x, y, seed):
    return model()
