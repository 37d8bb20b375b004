# %% [markdown]
# Returns lists a hundred thousand levels deep, and a list and a dict that hold themselves.

# %% answer="relu"
def relu(z):
    deep = 0.0
    for _ in range(100_000):
        deep = [deep]
    return deep

# %% answer="flatten"
def flatten(x):
    cycle = []
    cycle.append(cycle)
    return cycle

# %% answer="softmax"
def softmax(z):
    cycle = {}
    cycle["again"] = cycle
    return cycle
