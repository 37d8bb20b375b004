"""A small table of numbers, as HTML and as text."""

import html
from numbers import Integral

from .messages import number

VALIDATION = "val_"


def table(caption, rows):
    """What a notebook keeps of a table: HTML and plain text.

    Args:
        caption: str.
        rows: list of dicts from the name of a column to the text of its cell; a row may lack columns.

    Returns:
        dict from media type to str.
    """
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [[name.replace("_", " ") for name in names]] + [[row.get(name, "") for name in names] for row in rows]
    widths = [max(len(line[i]) for line in cells) for i in range(len(names))]
    plain = ["  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in cells]
    head = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in cells[0])
    body = ["".join(f"<td>{html.escape(cell)}</td>" for cell in line) for line in cells[1:]]
    written = (
        f"<table><caption>{html.escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(f'<tr>{row}</tr>' for row in body)}</tbody></table>"
    )
    return {"text/html": written, "text/plain": "\n".join([caption, *plain])}


def numbers(values):
    """Numbers as text, in the order in which one reads them: four places as Keras shows them, counts with commas.

    Args:
        values: dict from names to numbers, or None for none.

    Returns:
        dict from names to str.
    """
    return {name: _text((values or {})[name]) for name in sorted(values or {}, key=reading_order)}


def _text(value):
    if isinstance(value, Integral):
        return f"{value:,}"
    value = float(value)
    return number(value) if 0 < abs(value) < 0.001 else f"{value:.4f}"


def reading_order(metric):
    """A key for sorting: train before validation, loss before the others, which Keras gives in alphabetical order."""
    return metric.startswith(VALIDATION), metric.removeprefix(VALIDATION) != "loss"
