# %% [markdown]
# Displays a thousand images, one of them of 20 megabytes, and one display that changes a hundred thousand times.

# %%
import base64

from IPython.display import HTML, display

for size in [10_000] * 1000 + [20_000_000]:
    image = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"\0" * size).decode()
    display({"image/png": image, "text/plain": ""}, raw=True)
handle = display(HTML("0"), display_id=True)
for number in range(100_000):
    handle.update(HTML(str(number)))
