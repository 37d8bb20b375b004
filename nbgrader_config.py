"""nbgrader's settings, for its commands, the formgrader and the Validate button alike."""

import os
from importlib.util import find_spec
from pathlib import Path

import platformdirs

c = get_config()  # noqa: F821  (traitlets hands it to this file)

c.CourseDirectory.course_id = "keras-course"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "course"
# The text sources hold the answers: they never travel with a release.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.py", "*.pyc", "__pycache__", "INSTRUCTOR.md"]

# Cells with this tag only demonstrate: a student runs them, grading and Validate do not.
c.ExecutePreprocessor.skip_cells_with_tag = "not-when-grading"
c.ExecutePreprocessor.timeout = 120  # seconds for one cell; nbgrader's own 30 are short for a busy machine

# The kernel that grades or validates speaks to its parent as JupyterLab's do.
c.KernelManager.transport_encryption = "auto"

# The folder through which hand-ins travel: a hub names one for all (classroom/keras_course.py), else it is the user's
# own. nbgrader's choice, under /usr/local, needs an administrator.
exchange = Path(os.environ.get("KERAS_COURSE_EXCHANGE") or Path(platformdirs.user_data_dir("keras-course"), "exchange"))
exchange.mkdir(parents=True, exist_ok=True)
c.Exchange.root = str(exchange)

if find_spec("utils.grading"):  # students get the course without it
    from nbgrader.server_extensions.formgrader import handlers as formgrader

    from utils import grading

    c.ExchangeFactory.collect = "utils.grading.collect.ExchangeCollect"

    # Student code runs locked away and the tests elsewhere (utils/grading says how); needs Linux and bubblewrap.
    c.Autograde.sanitize_preprocessors = [
        "utils.grading.preprocess.Restore",
        "nbgrader.preprocessors.ClearOutput",
        "nbgrader.preprocessors.OverwriteKernelspec",
    ]
    c.Autograde.pre_convert_hook = "utils.grading.preprocess.remove_links"
    c.Autograde.autograde_preprocessors = [
        "utils.grading.preprocess.ExecuteIsolated",
        "nbgrader.preprocessors.SaveAutoGrades",
        "nbgrader.preprocessors.AssignLatePenalties",
    ]
    # What a submission may use; `utils/grading/limits.py` has all names.
    c.Limits.cell_seconds = 120
    c.Limits.memory_mb = 4096

    # Feedback is about the exercises. Neither there nor in the formgrader does a submission run or load anything.
    c.GenerateFeedback.exporter_class = "utils.grading.feedback.FeedbackExporter"
    c.GenerateFeedback.preprocessors = ["nbgrader.preprocessors.GetGrades"]
    c.HTMLExporter.preprocessors = ["utils.grading.formgrader.Harmless"]
    c.HTMLExporter.filters = {"markdown2html": "utils.grading.harmless.markdown"}
    # Templates of ours come before nbgrader's, which they name by the folder above.
    templates = Path(grading.__file__).with_name("templates")
    c.HTMLExporter.extra_template_basedirs = [str(templates), formgrader.template_path]
    c.HTMLExporter.extra_template_paths = [formgrader.template_path]
