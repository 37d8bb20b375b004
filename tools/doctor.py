"""Say in one screen what a question about the course needs to be answered: python -m tools.doctor

It says no path and no name, so that it can be pasted anywhere; it needs no package, so that it runs where none is.
"""

import os
import platform
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from tools import system

ROOT = Path(__file__).parent.parent
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")


def report():
    """What there is to say: {heading: sentence}."""
    return {
        "course": _course(),
        "system": f"{platform.system()} {platform.release()}, {platform.machine()}",
        "machine": f"{os.cpu_count()} cores, {_memory()}, {shutil.disk_usage(ROOT).free / 1e9:.0f} GB of disk free",
        "Python": system.python_trouble() or platform.python_version(),
        "packages": _packages(),
        "programs": "; ".join(filter(None, map(system.missing, system.PROGRAMS))) or "all there",
        "data": _data(),
        "network": "through a proxy" if any(map(os.environ.get, PROXIES)) else "no proxy set",
    }


def _course():
    git = ["git", "-C", str(ROOT)]
    try:
        commit = subprocess.run([*git, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True)
        changed = subprocess.run([*git, "status", "--porcelain"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return "no git history"
    return f"commit {commit.stdout.strip()}, {len(changed.splitlines())} files changed"


def _memory():
    try:
        return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} GB of memory"
    except (AttributeError, ValueError):  # Windows
        return "memory unknown"


def _packages():
    """Which packages are not those of the lock."""
    try:
        from packaging.requirements import InvalidRequirement, Requirement
    except ImportError:
        return "not set up: run `make lab`"
    differ = []
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines():
        try:
            pin = Requirement(line)
        except InvalidRequirement:  # a comment
            continue
        if pin.marker is None or pin.marker.evaluate():
            found = _version(pin.name)
            if found is None or not pin.specifier.contains(found):
                differ.append(f"{pin.name} {found or 'missing'} (locked{pin.specifier})")
    if not differ:
        return "as locked"
    return f"{len(differ)} not as locked, `make lab` mends it: {', '.join(differ[:8])}{', ...' if differ[8:] else ''}"


def _version(name):
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _data():
    """How many data files are here, and whether others may come from a folder."""
    named = "KERAS_COURSE_DATA is set" if os.environ.get("KERAS_COURSE_DATA") else "KERAS_COURSE_DATA is not set"
    try:
        from utils.datasets import files
        from utils.datasets.registry import ITEMS
    except Exception as error:  # whatever is broken, the rest is told
        return f"{named}; the package utils cannot be imported ({type(error).__name__}): run `make lab`"
    return f"{sum(bool(files.where(name)) for name in ITEMS)} of {len(ITEMS)} files are here; {named}"


if __name__ == "__main__":
    sys.stdout.write("".join(f"{heading + ':':<10}{sentence}\n" for heading, sentence in report().items()))
