"""nbgrader's settings, for its commands, the formgrader and the Validate button alike."""

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
