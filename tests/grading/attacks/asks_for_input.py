# %% [markdown]
# Asks for input that nobody gives: `input`, `getpass`, the debugger, `%pdb` and a read from the standard input.

# %%
import getpass
import os
import sys

for ask in (input, getpass.getpass, sys.stdin.readline, lambda: os.read(0, 1), breakpoint):
    try:
        print(repr(ask()))
    except BaseException as error:
        print(type(error))

# %%
get_ipython().run_line_magic("pdb", "on")
1 / 0
