# %% [markdown]
# Returns a dict whose items never end, a generator, a coroutine, a range, an iterator and functions.

# %%
class Endless(dict):
    def items(self):
        while True:
            yield "key", 0.0


async def coroutine():
    return 0.0

# %% answer="relu"
def relu(z):
    return (0.0 for _ in iter(int, 1))

# %% answer="softmax"
def softmax(z):
    return relu

# %% answer="flatten"
def flatten(x):
    return coroutine()

# %% answer="cross-entropy"
def cross_entropy(probabilities, labels):
    return type

# %% answer="count-parameters"
def count_parameters(sizes):
    return Endless()
