# %% [markdown]
# Displays SVG pictures that hold scripts, handlers and pages, and images whose type and data are HTML.

# %%
from IPython.display import SVG, display

display(SVG("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>"))
for text in (
    "<svg><foreignObject><iframe src='javascript:alert(1)'></iframe></foreignObject></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a><animate onbegin=alert(1) attributeName=x></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'></use></svg><script>alert(1)</script>",
    "<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg><text>&x;</text></svg>",
):
    display({"image/svg+xml": text}, raw=True)
for kind in ("image/png", "image/jpeg", "image/gif"):
    metadata = {kind: {"width": "1' onload='alert(1)", "alt": "'><script>"}}
    display({kind: "x' onerror='alert(1)"}, raw=True, metadata=metadata)
display({"image/png\" onerror=alert(1) x=\"": "x", "text/html": "<svg/onload=alert(1)>"}, raw=True)
