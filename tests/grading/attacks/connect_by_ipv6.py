# %% [markdown]
# Connects to a server on this machine by IPv6, also by an IPv4 address within it, and asks for a name's address.

# %%
import socket

for address in (IPV6, ("::ffff:127.0.0.1", IPV4[1])):
    try:
        socket.create_connection(address, timeout=2).sendall(b"attack")
        print(BREACH, "connected to", address)
    except OSError as error:
        print(error)
try:
    print(socket.getaddrinfo("localhost", 80))
except OSError as error:
    print(error)
