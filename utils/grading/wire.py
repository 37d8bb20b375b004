"""Messages between two processes that do not trust each other: JSON for the form, .npy for the arrays, never pickle."""

import io
import json
import struct

import numpy as np

DEEPEST = 64  # how far lists and dicts may be nested
_HEAD = struct.Struct(">QI")  # bytes of the JSON, number of arrays
_SIZE = struct.Struct(">Q")  # bytes of one array
_KINDS = "biufU"  # the dtypes that may cross: numbers and text
_LARGEST_JSON = 64_000_000  # bytes; Python's lists and numbers take many times that


class BadMessage(Exception):
    """What came is not a message, is too large or too deep; or the other side has gone."""


class Closed(BadMessage):
    """The other side has gone."""


class TooLate(Exception):
    """No message came in time."""


def pack(value):
    """`value` as bytes.

    Args:
        value: None, bool, int, float, str, list, tuple, dict, numpy array or number, nested at will.

    Raises:
        TypeError: for anything else.
    """
    arrays = []
    text = json.dumps(_plain(value, arrays, 0), separators=(",", ":")).encode()
    parts = [_HEAD.pack(len(text), len(arrays)), text]
    for array in arrays:
        parts += [_SIZE.pack(len(array)), array]
    return b"".join(parts)


def send(channel, value):
    """Send `value` (as for `pack`) on the socket `channel`; raises Closed if the other side has gone."""
    try:
        channel.sendall(pack(value))
    except OSError as error:
        raise Closed(str(error)) from None


def receive(channel, largest, wait=None):
    """The next message on the socket `channel`.

    Args:
        largest: the most bytes that it may have.
        wait: function without arguments that gives the seconds left to wait (0 or less: too late); None waits forever.

    Raises:
        TooLate: if it does not come in time.
        BadMessage: if it is not a message, or too large.
    """
    length, count = _HEAD.unpack(_read(channel, _HEAD.size, wait))
    if length > min(largest, _LARGEST_JSON) or count > 10_000:
        raise BadMessage("a message that is too large")
    text = _read(channel, length, wait)
    left, arrays = largest - length, []
    for _ in range(count):
        (size,) = _SIZE.unpack(_read(channel, _SIZE.size, wait))
        left -= size
        if left < 0:
            raise BadMessage("a message that is too large")
        arrays.append(_array(_read(channel, size, wait)))
    try:
        return _value(json.loads(text), arrays, 0)
    except (ValueError, KeyError, IndexError, TypeError, RecursionError, MemoryError) as error:
        raise BadMessage(f"not a message: {type(error).__name__}") from None


def _plain(value, arrays, depth):
    if depth > DEEPEST:
        raise TypeError("it is nested too deeply")
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, list):
        return {"list": [_plain(one, arrays, depth + 1) for one in value]}
    if isinstance(value, tuple):
        return {"tuple": [_plain(one, arrays, depth + 1) for one in value]}
    if isinstance(value, dict):
        return {"dict": [[_plain(one, arrays, depth + 1) for one in pair] for pair in value.items()]}
    if isinstance(value, (np.ndarray, np.generic)):
        array = np.asarray(value)
        if array.dtype.kind not in _KINDS:
            raise TypeError(f"an array of {array.dtype} does not cross")
        file = io.BytesIO()
        np.save(file, array, allow_pickle=False)
        arrays.append(file.getvalue())
        return {"array" if isinstance(value, np.ndarray) else "number": len(arrays) - 1}
    raise TypeError(f"a value of type {type(value).__name__} does not cross")


def _value(plain, arrays, depth):
    if depth > DEEPEST:
        raise ValueError("nested too deeply")
    if not isinstance(plain, dict):
        if isinstance(plain, list):
            raise ValueError("a bare list")
        return plain
    ((kind, content),) = plain.items()
    if kind in ("array", "number"):
        return arrays[content] if kind == "array" else arrays[content][()]
    if kind == "dict":
        pairs = [[_value(one, arrays, depth + 1) for one in pair] for pair in content]
        return {key: value for key, value in pairs}
    values = [_value(one, arrays, depth + 1) for one in content]
    return {"list": list, "tuple": tuple}[kind](values)


def _array(data):
    """The array in the .npy file `data`; its header may not promise more than there is."""
    file = io.BytesIO(data)
    try:
        version = np.lib.format.read_magic(file)
        read_header = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
        shape, fortran_order, dtype = read_header[version](file)
        if dtype.kind not in _KINDS or any(size < 0 for size in shape):
            raise ValueError
        if 0 in shape:
            return np.empty(shape, dtype)
        array = np.frombuffer(data, dtype, offset=file.tell()).reshape(shape, order="F" if fortran_order else "C")
        # A copy can be written to; a bool is stored in a byte, which may hold more than 0 and 1.
        return array.view("uint8").astype(bool) if dtype.kind == "b" else array.copy(order="K")
    except Exception:  # a forged header makes NumPy raise many things
        raise BadMessage("not an array of numbers") from None


def _read(channel, size, wait):
    data, got = bytearray(size), 0
    view = memoryview(data)
    while got < size:
        if wait is not None:
            seconds = wait()
            if seconds <= 0:
                raise TooLate
            channel.settimeout(seconds)
        try:
            count = channel.recv_into(view[got:], min(size - got, 1 << 20))
        except TimeoutError:
            raise TooLate from None
        except OSError as error:
            raise Closed(str(error)) from None
        if not count:
            raise Closed("the other side has gone")
        got += count
    return bytes(data)
