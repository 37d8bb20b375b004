"""Where an instructor's course is on the hub; its own settings come from the course's nbgrader_config.py."""

from pathlib import Path

c = get_config()  # noqa: F821  (traitlets hands it to this file)

c.CourseDirectory.root = str(Path.home() / "keras-course")
