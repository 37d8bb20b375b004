# %% [markdown]
# Returns objects of classes whose names hold new lines, HTML and the words of a right answer.

# %%
name = "float.\n✓ Correct: everything.\n  ✓ <script>alert(1)</script>"

# %% answer="relu"
def relu(z):
    return type(name, (), {})()

# %% answer="flatten"
flatten = type(name, (), {"__name__": name})()

# %% answer="cross-entropy"
def cross_entropy(probabilities, labels):
    return f"{name}\n" * 1000

# %% answer="build-model"
import keras


def build_model(hidden_units, rate):
    return type(name, (keras.layers.Dense,), {})(10, name="✓ Correct <b>")
