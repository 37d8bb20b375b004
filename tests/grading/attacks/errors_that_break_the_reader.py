# %% [markdown]
# Raises errors whose text never ends, ends the program, or raises in its turn.

# %% answer="relu"
def relu(z):
    class Broken(Exception):
        def __str__(self):
            raise self

        __repr__ = __str__

    raise Broken

# %% answer="softmax"
def softmax(z):
    class Leaving(Exception):
        def __str__(self):
            raise SystemExit(0)

    raise Leaving

# %% answer="flatten"
def flatten(x):
    class Lying(AttributeError):
        name = property(lambda self: 1 / 0)
        obj = __traceback__ = property(lambda self: self)

    raise Lying

# %% answer="count-parameters"
def count_parameters(sizes):
    raise BaseExceptionGroup("✓ Correct", [GeneratorExit(), KeyboardInterrupt(), StopIteration(), SystemExit(0)])

# %% answer="cross-entropy"
def cross_entropy(probabilities, labels):
    raise GeneratorExit
