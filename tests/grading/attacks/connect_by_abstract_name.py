# %% [markdown]
# Connects to an abstract UNIX socket, which has no path that could be hidden.

# %%
import socket

for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
    try:
        socket.socket(socket.AF_UNIX, kind).connect(ABSTRACT)
        print(BREACH, "connected")
    except OSError as error:
        print(error)
