"""nbgrader's settings, for its commands, the formgrader and the Validate button alike."""

from pathlib import Path

import platformdirs

c = get_config()  # noqa: F821  (traitlets hands it to this file)

c.CourseDirectory.course_id = "keras-course"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "course"
# The text sources hold the answers: they never travel with a release.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.py", "*.pyc", "__pycache__"]

# Cells with this tag only demonstrate, on the whole data set: a student runs them, grading and Validate do not.
c.ExecutePreprocessor.skip_cells_with_tag = "not-when-grading"
c.ExecutePreprocessor.timeout = 120  # seconds for one cell; nbgrader's own 30 are short for a busy machine

# A deleted test cell would otherwise keep the score of an earlier hand-in.
c.OverwriteCells.add_missing_cells = True

# The folder through which hand-ins travel; nbgrader's own choice, under /usr/local, needs an administrator.
exchange = Path(platformdirs.user_data_dir("keras-course"), "exchange")
exchange.mkdir(parents=True, exist_ok=True)
c.Exchange.root = str(exchange)

# The kernel that grades or validates speaks to its parent as JupyterLab's do.
c.KernelManager.transport_encryption = "auto"
