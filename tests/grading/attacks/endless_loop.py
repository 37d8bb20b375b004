# %% [markdown]
# Never ends, and swallows every KeyboardInterrupt.

# %%
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
