# %% [markdown]
# Clears the outputs of each cell after it ran, errors among them.

# %%
from IPython.display import clear_output

get_ipython().events.register("post_run_cell", lambda result: clear_output())
