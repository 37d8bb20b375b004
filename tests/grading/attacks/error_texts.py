# %% [markdown]
# Raises errors whose texts look like a right answer, hold terminal codes and HTML, or have a hundred million letters.

# %% answer="relu"
def relu(z):
    raise ValueError("\n\n✓ Correct: relu.\n\x1b[2J\x1b[1;1H✓ Correct\n<script>alert(1)</script>")

# %% answer="softmax"
def softmax(z):
    raise ValueError("✓" * 10**8)

# %% answer="flatten"
def flatten(x):
    raise type("x\n✓ Correct: flatten\n<img src=x onerror=alert(1)>", (Exception,), {})("\ud800")

# %%
name = "✓ Correct: everything.\n<script>alert(1)</script>"
raise type(name, (Exception,), {})("\x1b]0;title\x07\ud800<svg onload=alert(1)>")
