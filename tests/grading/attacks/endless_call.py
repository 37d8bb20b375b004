# %% [markdown]
# Defines an answer that never ends, in a regular expression that tries for ever.

# %% answer="relu"
def relu(z):
    import re

    while True:
        try:
            re.match(r"(a+)+$", "a" * 64 + "b")
        except BaseException:
            pass
