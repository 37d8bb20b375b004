"""What the course needs of the system: a Python that fits, and three programs that only some of it needs.

`make` runs this before it sets up. It runs on any Python, so that one too old gets a sentence and not a syntax error.
"""

import platform
import shutil
import sys

# Program: the commands it may be called by, what it does here, and its package by package manager.
PROGRAMS = {
    "Graphviz": (
        ["dot"],
        "draws model graphs; without it a built-in one does",
        {"apt": "graphviz", "dnf": "graphviz", "brew": "graphviz", "winget": "Graphviz.Graphviz"},
    ),
    "bubblewrap": (
        ["bwrap"],
        "isolates submissions while they are graded, on Linux only",
        {"apt": "bubblewrap", "dnf": "bubblewrap"},
    ),
    "Chromium": (
        ["chromium", "chromium-browser", "google-chrome"],
        "runs the browser tests",
        {"apt": "chromium", "dnf": "chromium", "brew": "--cask chromium", "winget": "Google.Chrome"},
    ),
}
INSTALL = {"apt": "sudo apt install", "dnf": "sudo dnf install", "brew": "brew install", "winget": "winget install"}


def python_trouble():
    """Return a sentence that says why this Python cannot run the course, or None if it can."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        return (
            "This is Python {}.{}, and the course needs 3.11, 3.12 or 3.13. "
            "Name one that you have: make lab PYTHON=python3.12".format(*sys.version_info)
        )
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return (
            "This Python cannot make virtual environments. "
            "Install what it lacks: sudo apt install python{}.{}-venv".format(*sys.version_info)
        )
    if sys.platform == "darwin" and platform.machine() == "x86_64":
        return "TensorFlow is no longer made for Macs with an Intel processor: open the course in Binder instead."
    return None


def missing(program):
    """Return a sentence that says what `program` would do and how to install it, or None if it is installed."""
    commands, purpose, packages = PROGRAMS[program]
    if any(shutil.which(command) for command in commands):
        return None
    install = [INSTALL[manager] + " " + packages[manager] for manager in packages if shutil.which(manager)]
    return "{} is not installed ({}){}".format(program, purpose, ": " + install[0] if install else "")


if __name__ == "__main__":
    trouble = python_trouble()
    if trouble:
        sys.exit(trouble)
    for sentence in filter(None, map(missing, PROGRAMS)):
        sys.stdout.write(sentence + "\n")
