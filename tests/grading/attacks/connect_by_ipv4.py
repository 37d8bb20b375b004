# %% [markdown]
# Connects to a server on this machine by IPv4, in a stream and in datagrams, by number and by name.

# %%
import socket

for address in (IPV4, ("localhost", IPV4[1]), ("0.0.0.0", IPV4[1])):
    try:
        socket.create_connection(address, timeout=2).sendall(b"attack")
        print(BREACH, "connected to", address)
    except OSError as error:
        print(error)
try:
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"attack", UDP)
except OSError as error:
    print(error)
for kind, protocol in ((socket.SOCK_RAW, socket.IPPROTO_ICMP), (socket.SOCK_RAW, 255)):
    try:
        socket.socket(socket.AF_INET, kind, protocol)
        print(BREACH, "a raw socket")
    except OSError as error:
        print(error)
