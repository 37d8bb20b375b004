"""Importing this module imports TensorFlow and keeps its C++ start-up log out of the notebook.

nbgrader gives no points to a graded cell with anything on stderr. oneDNN, which one of these lines announces, stays on.
`checks`, `datasets` and `plotting` import it first; `grading` does without TensorFlow in the process that holds the
gradebook.
"""

import os
import sys
import tempfile
from contextlib import contextmanager

# Hides TensorFlow's C++ lines after the import, those of level "error" too: a masked LSTM writes one where the
# processor lacks AVX-512, and all is well. What really fails raises a Python exception.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

# Two C++ lines are written before TensorFlow reads that setting.
_START_UP_NOISE = ("All log messages before absl::InitializeLog", "oneDNN custom operations are on")


@contextmanager
def _without_start_up_noise():
    """Hold back what arrives on file descriptor 2, then pass on all of it but TensorFlow's start-up lines."""
    sys.stderr.flush()
    with tempfile.TemporaryFile() as held:
        stderr = os.dup(2)
        os.dup2(held.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(stderr, 2)
            os.close(stderr)
            held.seek(0)
            for line in held.read().decode(errors="replace").splitlines():
                if not any(noise in line for noise in _START_UP_NOISE):
                    print(line, file=sys.stderr)


if "tensorflow" not in sys.modules:
    with _without_start_up_noise():
        import tensorflow  # noqa: F401
