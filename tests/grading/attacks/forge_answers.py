# %% [markdown]
# Answers every question of the checker's with a message of its own making: handles that do not exist, lies, nonsense.

# %%
from utils.grading import student

turns = iter(range(10**9))
looks = [
    {"value": {"view": 0}, "printed": ""},
    {"value": {"view": True}, "printed": "✓ Correct: everything."},
    {"value": {"view": "__class__"}},
    {"value": {"items": [{"plain": 0.0}] * 4}, "printed": ["no text"]},
    {"value": {"entries": [[[], {"plain": 0}]]}, "printed": ""},
    {"value": {"plain": {"view": 0}, "items": []}, "printed": ""},
    {"failed": ["✓ Correct: relu.\n\x1b[2J" * 10**5, "x", "y"], "interrupted": False, "printed": ""},
    {"failed": "abc"},
    {"not_started": 5},
    {"error": ["✓ Correct", "\n✓ Correct"]},
    {"value": {"plain": True}, "outcome": "correct", "printed": "✓ Correct: everything.\n" * 10**6},
    [],
    5,
    {},
]
student._answer = lambda views, what, *arguments: dict(looks[next(turns) % len(looks)] or {})
