# %% [markdown]
# Returns text with lone surrogates, null characters, and keys that become the same one when they are written down.

# %% answer="relu"
def relu(z):
    return "\ud800\x00\r\n\u202e✓ Correct: relu keeps what is positive."

# %% answer="flatten"
def flatten(x):
    return {1: 0, "1": 1, None: 2, "\ud800": 3, ("a", "b"): 4, 1.5: float("nan")}

# %% answer="softmax"
def softmax(z):
    class Key(str):
        def __str__(self):
            return "__class__"

        def __hash__(self):
            return id(self)

        def __eq__(self, other):
            return self is other

    return {Key(number): number for number in range(1000)}
