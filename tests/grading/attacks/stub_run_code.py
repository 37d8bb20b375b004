# %% [markdown]
# Puts a stub in place of `run_code`, so that cells are parsed and never run.

# %%
async def run_code(*arguments, **settings):
    return False


get_ipython().run_code = run_code
