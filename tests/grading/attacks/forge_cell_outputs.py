# %% [markdown]
# Sends outputs for its own cells that no notebook may hold, and one that claims to be another cell's.

# %%
from utils.grading import student

turns = iter(range(10**9))
looks = [
    "no list",
    [{"output_type": "score", "value": 1000}],
    [{"output_type": "stream"}],
    [{"output_type": "stream", "name": "stdout", "text": {"not": "text"}}],
    [{"output_type": "stream", "name": "<script>alert(1)</script>", "text": "\ud800"}],
    [{"output_type": "error", "ename": None, "evalue": 5, "traceback": "text"}],
    [{"output_type": "display_data", "data": {"text/html": 7, "application/json": float("nan")}, "metadata": []}],
    [{"output_type": "execute_result", "execution_count": "1", "data": {"text/plain": "1000"}, "metadata": {}}] * 1000,
    {"cells": [], "metadata": {"nbgrader": {"grade": True, "points": 1000}}},
    None,
    [None, 1, [], {"output_type": "update_display_data", "transient": {"display_id": "x"}}],
]
student.Outputs.done = lambda self: looks[next(turns) % len(looks)]
student._run = lambda source, count: looks[next(turns) % len(looks)]
student._Shell.run_cell = lambda self, *arguments, **settings: None
