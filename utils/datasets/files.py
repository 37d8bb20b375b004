"""Find one of the course's files, or download it: every file is checked, and a broken one is never kept."""

import atexit
import difflib
import errno
import functools
import hashlib
import os
import secrets
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, suppress
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

import h5py
import numpy as np
import platformdirs
import requests

from utils.datasets.registry import ITEMS, Item

# Seconds. A student without a network should wait for a few of them only.
CONNECT_TIMEOUT = 5
READ_TIMEOUT = 20
FIRST_ANSWER = 6  # for name look-up, all of a host's addresses and redirections together

BAR = {"ncols": 79, "delay": 1, "mininterval": 0.5, "leave": False}  # short in a saved notebook

CHUNK = 2**16  # bytes read at a time
ATTEMPTS = 2  # at one address, when the connection breaks off or the server is in trouble


class DataError(Exception):
    """Something is wrong with the data; the message is one sentence or two that say what, and what to do."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows instead of a traceback."""
        return [f"{type(self).__name__}: {self}"]


class Unreachable(DataError):
    """A file is neither on this machine nor to be had from the network.

    `reason` says why, and `remedy` what to do; both are parts of a sentence.
    """

    def __init__(self, reason: str, remedy: str):
        super().__init__(f"{reason}: {remedy}.")
        self.reason = reason
        self.remedy = remedy


def fetch(name: str) -> Path:
    """A file of the course, checked: from `KERAS_COURSE_DATA`, else the user's cache, else the network.

    Args:
        name: a file name of the registry, "mnist.npz" for instance; `python -m utils.datasets` lists them.

    Returns:
        its path.

    Raises:
        DataError: an unknown name, a damaged file in `KERAS_COURSE_DATA`, or a full disk.
        Unreachable: the file is not on this machine and cannot be downloaded; a kind of `DataError`.
    """
    return obtain(registered(name))[0]


def where(name: str) -> str | None:
    """Where `fetch(name)` looks first; costs nothing, for the file is neither checked nor downloaded.

    Args:
        name: a file name of the registry.

    Returns:
        "KERAS_COURSE_DATA", "the cache", "a temporary folder" (for a cache that cannot be written), or None for the
        network.

    Raises:
        DataError: an unknown name.
    """
    item = registered(name)
    return next((place for place, folder in folders().items() if os.path.isfile(folder / item.name)), None)


def registered(name: str) -> Item:
    """The registry's item of that name; `DataError` with the nearest name if there is none."""
    if name in ITEMS:
        return ITEMS[name]
    near = difflib.get_close_matches(str(name), ITEMS, n=1, cutoff=0.4)
    raise DataError(
        f"The course has no file called {name!r}."
        + (f" Did you mean {near[0]!r}?" if near else "")
        + " `python -m utils.datasets` lists them all."
    )


def folders() -> dict[str, Path]:
    """The folders where files are looked for, in order, by the name they have in messages."""
    found = {}
    if data := os.environ.get("KERAS_COURSE_DATA"):
        found["KERAS_COURSE_DATA"] = Path(data).expanduser()
    found["the cache"] = cache_folder()
    if _session_folder.cache_info().currsize:
        found["a temporary folder"] = _session_folder()
    return found


def cache_folder() -> Path:
    """The user's cache for this course: `KERAS_COURSE_CACHE`, or the place that the operating system has for caches."""
    return Path(os.environ.get("KERAS_COURSE_CACHE") or platformdirs.user_cache_dir("keras-course")).expanduser()


@functools.cache
def _session_folder() -> Path:
    """A folder that lasts as long as this process, for those whose cache cannot be written."""
    folder = Path(tempfile.mkdtemp(prefix="keras-course-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def obtain(item: Item) -> tuple[Path, str]:
    """`fetch`, with a few words on where the file came from."""
    for place, folder in folders().items():
        path = folder / item.name
        if place == "KERAS_COURSE_DATA" and not os.path.isdir(folder):
            print(f"KERAS_COURSE_DATA names {folder}, which is no folder: looking elsewhere for {item.name}.")
        if not os.path.isfile(path):
            continue
        flaw = flaw_of(path, item)
        if flaw is None:
            return path, f"from {place}"
        if place == "KERAS_COURSE_DATA":
            raise DataError(
                f"{path} {flaw}. Replace it (on a machine with a network: "
                f"`python -m utils.datasets fetch {item.name} --to FOLDER`), or unset KERAS_COURSE_DATA."
            )
        print(f"{item.name} in {place} {flaw}: it is deleted and downloaded again.")
        with suppress(OSError):
            path.unlink()
    return download(item)


def flaw_of(path: Path, item: Item) -> str | None:
    """What is wrong with the file, as the end of a sentence; None if it is what `item` declares."""
    try:
        with open(path, "rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    if digest in item.sha256 or (item.arrays and _holds(path, item)):
        return None
    if item.numbers and _numbers(path) == item.numbers:
        return None
    return "is damaged, or not the file the course expects (its checksum differs)"


def _holds(path: Path, item: Item) -> bool:
    """Whether an .npz file holds exactly the arrays that `item` declares."""
    try:
        with np.load(path, allow_pickle=False) as npz:
            return set(npz) == set(item.arrays) and all(
                (array.shape, array.dtype.name) == (declared.shape, declared.dtype)
                and hashlib.sha256(np.ascontiguousarray(array)).hexdigest() == declared.sha256
                for name, declared in item.arrays.items()
                for array in [npz[name]]
            )
    except Exception:  # a damaged zip or header can raise almost anything, and each means the same: no
        return False


def _numbers(path: Path) -> str | None:
    """SHA-256 of all arrays of an HDF5 file, in its order, in half precision; None if it cannot be read."""
    digest = hashlib.sha256()

    def add(name, node):
        if isinstance(node, h5py.Dataset):
            digest.update(node[()].astype("<f2").tobytes())

    try:
        with h5py.File(path) as file, np.errstate(over="ignore"):  # or a number that is too large is told on stderr
            file.visititems(add)
    except Exception:  # a damaged HDF5 file can raise almost anything
        return None
    return digest.hexdigest()


def download(item: Item) -> tuple[Path, str]:
    """Download a file into the cache from the first address that gives the right bytes; where from, in a few words."""
    problems = []
    # nbgrader takes a cell's points for one line on stderr, and a library may have a warning to print there.
    with redirect_stderr(sys.stdout):
        for url in item.urls:
            try:
                return _download(url, item), f"downloaded from {urlsplit(url).hostname}"
            except _NotFromHere as problem:
                problems.append(str(problem))
    raise Unreachable(
        f"{item.name} could not be downloaded ({'; '.join(dict.fromkeys(problems))})",
        "connect to the network and run this again, or set KERAS_COURSE_DATA to a folder that holds the file",
    )


class _NotFromHere(Exception):
    """This address is of no use; the message says why."""


def _download(url: str, item: Item) -> Path:
    """Download from one address, or raise `_NotFromHere`."""
    host = urlsplit(url).hostname
    if not _answers(url):
        raise _NotFromHere(f"{host} does not answer")
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _save(url, item)
        except requests.RequestException as error:
            if attempt == ATTEMPTS or not _may_pass(error):
                raise _NotFromHere(_in_words(error, host)) from None


def _answers(url: str) -> bool:
    """Whether there is any answer, be it an error, within `FIRST_ANSWER` seconds.

    The timeouts of `requests` count for each of a host's addresses anew and not for the name look-up: on a network
    that swallows everything, they alone would keep a student waiting for minutes.
    """

    def ask():
        with suppress(Exception):
            requests.head(url, timeout=2 * FIRST_ANSWER, allow_redirects=True)  # longer than anyone waits for it

    question = threading.Thread(target=ask, daemon=True)
    question.start()
    question.join(FIRST_ANSWER)
    return not question.is_alive()


def _may_pass(error: requests.RequestException) -> bool:
    """Whether the same request may well succeed a moment later."""
    if isinstance(error, requests.HTTPError):
        return error.response.status_code >= 500
    return isinstance(error, requests.exceptions.ChunkedEncodingError)


def _in_words(error: requests.RequestException, host: str) -> str:
    if isinstance(error, requests.HTTPError):
        return f"{host} answers {error.response.status_code} {error.response.reason}"
    if isinstance(error, requests.exceptions.ProxyError):
        return f"the proxy gives no connection to {host}"
    if isinstance(error, requests.exceptions.SSLError):
        return f"no secure connection to {host}"
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return f"the connection to {host} broke off"
    if isinstance(error, requests.Timeout) or "timed out" in str(error):  # in mid-file it is a ConnectionError
        return f"{host} takes too long to answer"
    return f"no connection to {host}"


def _save(url: str, item: Item) -> Path:
    """Download one file and check it before it gets its name."""
    import pooch  # here and not above, because only a download needs it
    from tqdm import tqdm

    folder = _writable_folder()
    path = folder / item.name
    with new_file(path) as file:
        with tqdm.wrapattr(file, "write", desc=item.name, total=item.bytes, file=sys.stdout, **BAR) as watched:
            load = pooch.HTTPDownloader(chunk_size=CHUNK, timeout=(CONNECT_TIMEOUT, READ_TIMEOUT))
            load(url, watched, None)
        file.flush()
        if flaw_of(Path(file.name), item):
            raise _NotFromHere(f"{urlsplit(url).hostname} sends something else than the expected file")
    if folder != cache_folder():
        print(
            f"The cache {cache_folder()} cannot be written, so {item.name} is kept for this session only."
            " Set KERAS_COURSE_CACHE to a folder of yours to keep it."
        )
    return path


def _writable_folder() -> Path:
    """The cache or, where it cannot be written, a folder for this session."""
    cache = cache_folder()
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=cache):
            return cache
    except OSError as error:
        if error.errno in _FULL:
            raise DataError(_disk_trouble(error, cache)) from None
        return _session_folder()


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing that gets its name only when all went well, so that nobody ever sees half of it.

    Several processes may do so at once. An operating system's error becomes a `DataError`.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(part, "xb") as file:
            yield file
        os.replace(part, path)
    except requests.RequestException:  # an OSError too, but not the disk's
        raise
    except OSError as error:
        raise DataError(_disk_trouble(error, path.parent)) from None
    finally:
        with suppress(OSError):
            part.unlink()


def made_once(name: str, maker: str, keys: tuple[str, ...], make: Callable[[], tuple]) -> tuple:
    """Arrays that the course makes itself: made once and kept in the user's cache, if that can be written.

    Args:
        name: what the file in the cache is called, before its version.
        maker: path of the module that makes them. The version changes with it, so that nobody is served older arrays.
        keys: the arrays' names in the file.
        make: function that returns the arrays, in the order of `keys`; none of them holds objects.

    Returns:
        the arrays.
    """
    version = hashlib.sha256(Path(maker).read_bytes()).hexdigest()[:8]
    path = cache_folder() / f"{name}-{version}.npz"
    # A file that is missing or damaged can raise almost anything; the arrays are then made anew.
    with suppress(Exception), np.load(path, allow_pickle=False) as npz:
        return tuple(npz[key] for key in keys)
    made = make()
    with suppress(DataError), new_file(path) as file:
        np.savez(file, **dict(zip(keys, made)))
    return made


_FULL = (errno.ENOSPC, errno.EDQUOT)


def _disk_trouble(error: OSError, folder: Path) -> str:
    trouble = "has no space left" if error.errno in _FULL else f"cannot be written ({error.strerror})"
    advice = "Free some space" if error.errno in _FULL else "Change its permissions"
    return f"{folder} {trouble}. {advice}, or choose another folder (KERAS_COURSE_CACHE names the cache)."
