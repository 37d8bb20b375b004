# %% [markdown]
# Raises every limit to the highest value and takes a better place in the queue for the processor.

# %%
import os
import resource

for name in [name for name in dir(resource) if name.startswith("RLIMIT_")]:
    kind = getattr(resource, name)
    hard = resource.getrlimit(kind)[1]
    for wanted in (resource.RLIM_INFINITY, hard * 2):
        try:
            resource.setrlimit(kind, (wanted, wanted))
            if hard not in (0, resource.RLIM_INFINITY):
                print(BREACH, name)
        except (OSError, ValueError, OverflowError):
            pass
try:
    os.nice(-20)
    print(BREACH, "nice")
except OSError as error:
    print(error)
