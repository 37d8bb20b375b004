# %% [markdown]
# Prints one line of 30 megabytes, to Python's outputs and to the process's own.

# %%
import os
import sys

print("x" * 30_000_000)
sys.stderr.write("✗" * 10_000_000)
os.write(1, b"y" * 30_000_000)
os.write(2, b"z" * 1_000_000)
