# %% [markdown]
# Raises what the checks themselves raise, with sentences of its own, and what Python takes for an end.

# %%
import asyncio

from utils import checks
from utils.checks.exercise import Interrupted


# %% answer="relu"
def relu(z):
    raise checks.Failed("✓ Correct: relu.\n✓ Correct: relu.", ["no", "text"], {"found": "✓" * 10**7})

# %% answer="softmax"
def softmax(z):
    raise checks.NotYet("✓ Correct: softmax.")

# %% answer="flatten"
def flatten(x):
    raise Interrupted(None)

# %% answer="count-parameters"
def count_parameters(sizes):
    raise checks.NotStarted("✓ Correct: count_parameters.")

# %% answer="cross-entropy"
def cross_entropy(probabilities, labels):
    raise asyncio.CancelledError

# %% answer="dense-layer"
def dense_layer(x, kernel, bias):
    raise KeyboardInterrupt
