# %% [markdown]
# Writes files into the course's folders, beside it, and over the solution and the settings.

# %%
import os

places = ["", "solutions/01-basics/", "course/01-basics/", "submitted/reference/01-basics/", "autograded/"]
for place in [f"{COURSE}/{place}" for place in places] + ["../", "../../", "../../../", f"{OUTSIDE}/", f"{HOME}/"]:
    try:
        with open(f"{place}keras_course_attack", "w") as file:
            file.write("x = 1\n")
        if place.startswith("/"):
            print(BREACH, place)
    except OSError as error:
        print(error)
for name in ("nbgrader_config.py", "solutions/01-basics/01-basics.ipynb", "submitted/some/01-basics/01-basics.ipynb"):
    try:
        with open(f"{COURSE}/{name}", "a") as file:
            file.write("\n")
    except OSError as error:
        print(error)
os.chdir("/")
