"""BENCHMARKS.md: each tool that measures something writes a section of it and leaves the others alone."""

import platform
import re
from datetime import date
from importlib.metadata import version
from pathlib import Path

import psutil

PAGE = Path(__file__).parent.parent / "BENCHMARKS.md"
TITLE = "# Benchmarks\n"


def write_section(heading, lines):
    """Put `lines` (list of str) below the level-two heading `heading`, in place of what is there."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else TITLE
    sections = dict(re.findall(r"^## (.+)\n((?:(?!## ).*\n?)*)", page, flags=re.MULTILINE))
    sections[heading] = "\n" + "\n".join(lines) + "\n"
    text = TITLE + "".join(f"\n## {title}\n{body.rstrip()}\n" for title, body in sections.items())
    PAGE.write_text(text, encoding="utf-8")


def machine(*packages):
    """One sentence part: the day, the machine, and the versions of Python and of `packages`."""
    memory = psutil.virtual_memory().total / 2**30
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    return (
        f"{date.today()}, {platform.system()} {platform.machine()}, {_processor()}, {psutil.cpu_count()} cores, "
        f"{memory:.0f} GB of memory, Python {platform.python_version()}, {versions}"
    )


def _processor():
    """The processor's name."""
    if platform.system() != "Linux":
        return platform.processor()
    named = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), flags=re.MULTILINE)
    return named[1] if named else platform.machine()
