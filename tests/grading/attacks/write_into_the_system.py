# %% [markdown]
# Writes a file next to every package that the next submission imports, and into the system's folders.

# %%
import os
import sys
from pathlib import Path

import keras
import numpy

import utils

folders = [Path(module.__file__).parent for module in (keras, numpy, utils, utils.checks, os)]
folders += [Path(place) for place in [*sys.path, sys.prefix, "/", "/usr", "/usr/bin", "/etc", "/opt", "/var", "/root"]]
for folder in folders:
    try:
        (folder / "keras_course_attack").write_text("")
        if not folder.is_relative_to("/tmp"):  # a student's /tmp is private
            print(BREACH, folder)
    except OSError as error:
        print(error)
