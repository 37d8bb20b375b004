# %% [markdown]
# Hides tracebacks and makes every `ExecutionResult` a success.

# %%
from IPython.core.interactiveshell import ExecutionResult

ExecutionResult.success = property(lambda self: True)
get_ipython().showtraceback = get_ipython()._showtraceback = lambda *arguments, **settings: None
