# %% [markdown]
# Fills every folder that it may write to, up to four gigabytes.

# %%
block, written = b"x" * 2**24, 0
for folder in (".", "/tmp", "/dev/shm", "/var/tmp", "/run", HOME):
    for number in range(64):
        try:
            with open(f"{folder}/bomb-{number}", "wb", buffering=0) as file:
                for _ in range(4):
                    if written < 4 * 2**30:
                        written += file.write(block)
        except OSError as error:
            print(folder, written, error)
            break
print(written)
if written > 3 * 2**30:
    print(BREACH, "three gigabytes")
