# %% [markdown]
# Reads the memory of its parent and of every process that it knows, by `/proc`, ptrace and `process_vm_readv`.

# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


class Part(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("size", ctypes.c_size_t)]


buffer = ctypes.create_string_buffer(64)
local = Part(ctypes.addressof(buffer), 64)
for process in {os.getppid(), TARGET, 1} - {os.getpid(), 0}:
    here = Part(id(None), 64)
    if libc.process_vm_readv(process, ctypes.byref(local), 1, ctypes.byref(here), 1, 0) > 0:
        print(BREACH, "read the memory of", process)
    if libc.ptrace(16, process, None, None) == 0:  # PTRACE_ATTACH
        libc.ptrace(17, process, None, None)
        print(BREACH, "traced", process)
    try:
        open(f"/proc/{process}/mem", "rb").close()
        print(BREACH, "opened the memory of", process)
    except OSError as error:
        print(error)
