# %% [markdown]
# Makes a hundred thousand empty files and a thousand folders inside one another.

# %%
import os

try:
    for number in range(100_000):
        open(f"file-{number}", "w").close()
    for _ in range(1000):
        os.mkdir("folder")
        os.chdir("folder")
except OSError as error:
    print(error)
