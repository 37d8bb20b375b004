# %% [markdown]
# Writes JavaScript into text cells and into the places of a code cell that a page shows: source, errors and streams.

# %% [markdown]
# <script>document.title = "attacked"</script> <img src=x onerror=alert(1)>
#
# [a](javascript:alert(1)) ![b](javascript:alert(1)) <javascript:alert(1)>
#
# <svg onload=alert(1)></svg> $\href{javascript:alert(1)}{x}$ `</code><script>alert(1)</script>`
#
# ```</code></pre><script>alert(1)</script>
# ```

# %%
# </script></pre><script>document.title = "attacked"</script>
print("\x1b[38;2;0;0;0;url(javascript:alert(1))m</pre><script>alert(1)</script>")
print("\x1b]8;;javascript:alert(1)\x07link\x1b]8;;\x07")
raise ValueError("</pre><script>alert(1)</script>")
