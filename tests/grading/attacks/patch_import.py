# %% [markdown]
# Makes `import` give a package that agrees with everything.

# %%
import builtins
from unittest.mock import MagicMock

real = builtins.__import__
builtins.__import__ = lambda name, *arguments, **settings: (
    MagicMock() if name.startswith("utils") else real(name, *arguments, **settings)
)
