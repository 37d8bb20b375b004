# %% [markdown]
# Tries socket families besides the internet's: netlink, packet, vsock, Bluetooth, the kernel's crypto; and programs.

# %%
import socket
import subprocess

for family in range(3, 46):
    if family != socket.AF_INET6:
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
            try:
                socket.socket(family, kind, 0)
                print(BREACH, "a socket of family", family)
            except OSError:
                pass
for command in (f"curl -m 2 http://127.0.0.1:{IPV4[1]}", f"wget -T 2 -qO- http://127.0.0.1:{IPV4[1]}", "ip addr"):
    print(subprocess.run(command, shell=True, capture_output=True, text=True))
subprocess.run(["bash", "-c", f"echo attack > /dev/tcp/127.0.0.1/{IPV4[1]}"])

# %%
get_ipython().run_cell_magic("bash", "", "cat /etc/passwd ~/.netrc; echo attack > /dev/udp/127.0.0.1/9")
