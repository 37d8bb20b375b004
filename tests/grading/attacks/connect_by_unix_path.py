# %% [markdown]
# Connects to a UNIX socket by its path, directly and by a symlink, and to the well-known ones of the system.

# %%
import os
import socket

try:
    os.symlink(UNIX, "link")
except OSError as error:
    print(error)
for path in (UNIX, "link", "/run/docker.sock", "/var/run/docker.sock", "/run/dbus/system_bus_socket", "/dev/log"):
    try:
        socket.socket(socket.AF_UNIX).connect(path)
        print(BREACH, "connected to", path)
    except OSError as error:
        print(path, error)
