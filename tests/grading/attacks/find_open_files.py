# %% [markdown]
# Reads from every open file that it has inherited, and climbs out of those that are folders.

# %%
import os
import stat

for number in range(1024):
    try:
        kind = os.fstat(number).st_mode
    except OSError:
        continue
    print(number, stat.filemode(kind))
    try:
        if stat.S_ISDIR(kind):
            print(os.listdir(number), os.listdir(os.open("../../..", os.O_RDONLY, dir_fd=number)))
            print(open(os.open(COURSE[1:] + "/canary.txt", os.O_RDONLY, dir_fd=number)).read())
        elif stat.S_ISREG(kind):
            print(os.pread(number, 1000, 0), os.pwrite(number, b"", 0))
    except OSError as error:
        print(error)
