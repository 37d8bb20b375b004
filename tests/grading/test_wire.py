"""Messages between the checker and the student's child: all plain data arrives as it was, nothing else is believed."""

import io
import pickle
import socket
import struct
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from utils.grading import wire

NUMBERS = st.one_of(st.booleans(), st.integers(), st.floats(), st.text(st.characters(codec="utf-8")), st.none())
ARRAYS = hnp.arrays(
    st.sampled_from(["float32", "float64", "int64", "uint8", "bool", "<U5", ">i4"]),
    hnp.array_shapes(min_dims=0, min_side=0),
)
VALUES = st.recursive(
    st.one_of(NUMBERS, ARRAYS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(st.one_of(st.text(max_size=3), st.integers()), inner, max_size=4),
    ),
    max_leaves=12,
)


def crossed(data, largest=1 << 20, wait=None):
    """What `receive` makes of these bytes, after which the other side closes."""
    here, there = socket.socketpair()
    with here, there:
        writer = threading.Thread(target=lambda: (there.sendall(data), there.shutdown(socket.SHUT_WR)))
        writer.start()
        try:
            return wire.receive(here, largest, wait)
        finally:
            here.close()  # so that a writer whose message is refused does not wait
            writer.join()


def same(a, b):
    if isinstance(a, (np.ndarray, np.generic)):
        return type(a) is type(b) and a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, (list, tuple)):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return type(a) is type(b) and list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    return type(a) is type(b) and (a == b or (a != a and b != b))


@settings(deadline=None, max_examples=200)
@given(VALUES)
def test_plain_data_arrive_as_they_were(value):
    assert same(crossed(wire.pack(value)), value)


def test_numbers_of_numpy_and_the_order_of_memory_arrive():
    value = [np.float32(1.5), np.asfortranarray(np.arange(6.0).reshape(2, 3))]
    assert same(crossed(wire.pack(value)), value)
    crossed(wire.pack(np.zeros(3)))[0] = 1  # can be written to


@pytest.mark.parametrize("value", [object(), {1, 2}, b"bytes", np.array([object()]), np.array(["1"], "M8[s]"), len])
def test_nothing_else_is_sent(value):
    with pytest.raises(TypeError):
        wire.pack(value)


def test_what_is_too_deep_is_neither_sent_nor_believed():
    deep = []
    for _ in range(wire.DEEPEST + 2):
        deep = [deep]
    with pytest.raises(TypeError):
        wire.pack(deep)
    for depth in (100, 100_000):
        with pytest.raises(wire.BadMessage):
            crossed(message(b'{"list":[' * depth + b"]}" * depth), largest=1 << 24)


def message(text, *arrays):
    parts = [struct.pack(">QI", len(text), len(arrays)), text]
    for array in arrays:
        parts += [struct.pack(">Q", len(array)), array]
    return b"".join(parts)


def npy(array, **options):
    file = io.BytesIO()
    np.save(file, array, **options)
    return file.getvalue()


class Evil:
    def __reduce__(self):
        return exec, ("raise SystemExit('unpickled')",)


FORGED = {
    "an array of pickles": message(b'{"array":0}', npy(np.array([Evil()], dtype=object))),
    "a pickle": message(b'{"array":0}', pickle.dumps(Evil())),
    "a header that promises more than there is": message(
        b'{"array":0}', npy(np.zeros(4)).replace(b"(4,), }", b"(4000000000000,), }".ljust(20)[:7])
    ),
    "an array that is not there": message(b'{"array":7}'),
    "an unknown kind": message(b'{"pickle":"x"}'),
    "a bare list": message(b"[1]"),
    "two kinds at once": message(b'{"list":[],"dict":[]}'),
    "a key that cannot be one": message(b'{"dict":[[{"list":[]},1]]}'),
    "no JSON": message(b"\xff\xfe"),
    "an integer of a million digits": message(b"9" * 1_000_000),
    "nothing": b"",
    "half a message": message(b'{"list":[]}')[:-3],
    "noise": bytes(range(256)) * 10,
    "a length beyond all bounds": struct.pack(">QI", 1 << 62, 0),
    "arrays beyond all bounds": struct.pack(">QI", 2, 1 << 31) + b"[]",
    "an array beyond all bounds": message(b'{"array":0}')[:-0] + struct.pack(">Q", 1 << 62),
}


@pytest.mark.parametrize("name", FORGED)
def test_forged_messages_are_refused(name):
    with pytest.raises(wire.BadMessage):
        crossed(FORGED[name])


def test_a_bool_is_true_or_false():
    forged = npy(np.array([0, 1, 2, 255], "uint8")).replace(b"|u1", b"|b1")
    assert crossed(message(b'{"array":0}', forged)).tolist() == [False, True, True, True]


def test_a_message_may_be_no_larger_than_asked():
    data = wire.pack(np.zeros(1000))
    assert crossed(data, largest=len(data)).shape == (1000,)
    with pytest.raises(wire.BadMessage):
        crossed(data, largest=4000)


def test_waiting_has_an_end():
    here, there = socket.socketpair()
    with here, there:
        there.sendall(wire.pack([1])[:-1])
        left = iter([0.05, 0.05, 0.05, 0])
        with pytest.raises(wire.TooLate):
            wire.receive(here, 1000, lambda: next(left))
