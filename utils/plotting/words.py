"""Words: how much each of a text counts for a verdict, and where words lie in an embedding."""

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.cm import ScalarMappable
from matplotlib.colors import LinearSegmentedColormap, Normalize
from matplotlib.font_manager import FontProperties, findfont, get_font

from .messages import items, number, say
from .style import AGAINST, DPI, FOR, WIDTH, PlottingError, figure, tell_apart

MOST_LINES = 14  # of a text; of a longer one the strongest part is shown
LONGEST_WORD = 40  # characters
STRONG = 1 / 3  # of the largest effect: from here on a word is bold and has a sign
TOLD = 5  # words each way
LINE = 0.33  # inches
SPACE = 0.09  # inches between words
SIZE = 12  # points
# Light enough for black letters.
EFFECTS = LinearSegmentedColormap.from_list("effects", [AGAINST, "white", FOR])
EFFECTS = LinearSegmentedColormap.from_list("effects", EFFECTS([0.15, 0.5, 0.85]))

FONT = get_font(findfont(FontProperties()))
RENDERER = RendererAgg(1, 1, DPI)  # knows how wide a text is

MOST_WORDS = 60
LABEL = 10  # points
# Where a label may stand, in steps from its point: right, left, above, below, then the corners.
SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
STEPS = (6, 14, 24, 36)  # points


def word_effects(words, effects):
    """A text, each word on a ground whose colour tells how much the word pushes a verdict: orange up, blue down.

    Words with at least a third of the largest effect are bold and end in a small ⁺ or ⁻. Of a text that is longer
    than 14 lines, the part with the strongest words is shown.

    Args:
        words: list of str, the text's words in order.
        effects: float array `(words,)`, such as how much the verdict falls if the word is left out.

    Returns:
        DescribedFigure.

    Raises:
        PlottingError: if there is no word, or not one finite number for each.
    """
    words = [str(word) for word in words]
    effects = _finite("word_effects_numbers", effects)
    if not words or effects.shape != (len(words),):
        raise PlottingError(say("word_effects_shape", count=len(words), shape=effects.shape))
    largest = np.abs(effects).max() or 1
    strong = np.abs(effects) >= STRONG * largest if effects.any() else np.zeros(len(words), bool)
    written = [_drawable(word) for word in words]
    for i in np.flatnonzero(strong):
        written[i] += "⁺" if effects[i] > 0 else "⁻"
    lines = _lines([_width(word, bold) for word, bold in zip(written, strong, strict=True)])
    shown, cut = _strongest(lines, effects)
    first, last = shown[0][0][0], shown[-1][-1][0]

    height = 1.0 + LINE * len(shown)
    fig, axis = figure(alt=_word_effects_alt(words, effects, first, last), height=height)
    axis.set_axis_off()
    inches = {"transform": fig.dpi_scale_trans, "fontsize": SIZE, "va": "baseline", "parse_math": False}
    scale = Normalize(-largest, largest)
    for row, line in enumerate(shown):
        y = height - LINE * (row + 0.85)
        for i, x in line:
            ground = {"facecolor": EFFECTS(scale(effects[i])), "edgecolor": "none", "boxstyle": "square,pad=0.12"}
            fig.text(x, y, written[i], fontweight="bold" if strong[i] else "normal", bbox=ground, **inches)
    if cut[0]:
        fig.text(0.08, height - LINE * 0.85, "…", **inches)
    if cut[1]:
        i, x = shown[-1][-1]
        fig.text(x + _width(written[i], strong[i]) + SPACE, height - LINE * (len(shown) - 0.15), "…", **inches)
    bar = fig.colorbar(ScalarMappable(scale, EFFECTS), ax=axis, location="bottom", shrink=0.6, aspect=30)
    bar.set_label(say("word_effects_value"))
    return fig


def _width(word, bold):
    """The width of a word in inches."""
    font = FontProperties(size=SIZE, weight="bold" if bold else "normal")
    return RENDERER.get_text_width_height_descent(word, font, ismath=False)[0] / DPI


def _lines(widths):
    """Lines of `(number of the word, x in inches)`; the first and the last few inches of a line are left for a …."""
    margin = 0.3
    lines, x = [[]], margin
    for i, width in enumerate(widths):
        if lines[-1] and x + width > WIDTH - margin:
            lines.append([])
            x = margin
        lines[-1].append((i, x))
        x += width + SPACE
    return lines


def _strongest(lines, effects):
    """The lines to show, those in a row with the largest effects in all, and whether some are cut before and after."""
    weights = [np.abs(effects[[i for i, _ in line]]).sum() for line in lines]
    sums = np.convolve(weights, np.ones(min(MOST_LINES, len(lines))), "valid")
    start = int(sums.argmax())
    end = start + min(MOST_LINES, len(lines))
    return lines[start:end], (start > 0, end < len(lines))


def _word_effects_alt(words, effects, first, last):
    alt = [
        say("word_effects_alt", count=len(words), low=number(effects.min()), high=number(effects.max()))
        if len(words) > 1
        else say("word_effects_alt_one", effect=number(effects[0]))
    ]
    for key, sign in (("word_effects_up", 1), ("word_effects_down", -1)):
        strongest = {}  # each word once
        for i in np.argsort(-sign * effects, kind="stable"):
            if sign * effects[i] > 0:
                strongest.setdefault(words[i], f"{effects[i]:+.3g}")
        told = [say("word_effects_word", word=word, effect=effect) for word, effect in strongest.items()]
        alt.append(say(key, words=items(told[:TOLD]) or say("word_effects_none")))
    if last - first + 1 < len(words):
        alt.append(say("word_effects_part", first=first + 1, last=last + 1))
    return " ".join(alt)


def word_map(points, words, groups=None):
    """Words as labelled points in the plane, each group with its own colour and marker.

    Labels stand beside their points where there is room, or farther off with a line to the point.

    Args:
        points: float array `(words, 2)`, such as the two main directions of the words' vectors.
        words: list of str, at most 60.
        groups: list of names, one for each word, at most 6 different ones, or None.

    Returns:
        DescribedFigure.

    Raises:
        PlottingError: if a shape is not as above, or a number is not finite.
    """
    words = [str(word) for word in words]
    points = _finite("word_map_numbers", points)
    if not words or points.shape != (len(words), 2):
        raise PlottingError(say("word_map_shape", count=len(words), shape=points.shape))
    if len(words) > MOST_WORDS:
        raise PlottingError(say("too_many", limit=MOST_WORDS, things=say("words"), count=len(words)))
    groups = [""] * len(words) if groups is None else [str(group) for group in groups]
    if len(groups) != len(words):
        raise PlottingError(say("word_map_groups", found=len(groups), count=len(words)))
    names = list(dict.fromkeys(groups))
    marks = tell_apart(say("groups"), names)
    across, up = np.ptp(points, axis=0)
    height = np.clip(WIDTH * up / max(across, 1e-9), 3, 6)  # inches, so that both directions have one scale
    fig, axis = figure(alt=_word_map_alt(points, words, groups, names), height=height + 1)
    for name, colour, marker, _ in marks:
        own = points[[group == name for group in groups]]
        axis.plot(*own.T, color=colour, marker=marker, linestyle="none", label=name)
    axis.set(xlabel=say("direction_1"), ylabel=say("direction_2"), aspect="equal", adjustable="datalim")
    axis.margins(0.12)
    if names != [""]:
        fig.legend(loc="outside lower center", ncols=len(names))
    colours = {name: colour for name, colour, _, _ in marks}
    _label(fig, axis, points, words, [colours[group] for group in groups])
    return fig


def _label(fig, axis, points, words, colours):
    """Write each word where it covers no point and no other word, as near to its point as that allows."""
    fig.draw_without_rendering()  # fixes where the axis stands
    fig.set_layout_engine("none")
    dots = axis.transData.transform(points)  # in pixels
    inside = axis.get_window_extent()
    taken = np.hstack([dots - 4, dots + 4])
    # Where it is most crowded first, for there the choice is smallest.
    crowd = np.sort(np.linalg.norm(dots[:, None] - dots, axis=2), axis=1)[:, 1:4].sum(axis=1)
    for i in np.argsort(crowd, kind="stable"):
        dot, text, colour = dots[i], _drawable(words[i]), colours[i]
        wide = RENDERER.get_text_width_height_descent(text, FontProperties(size=LABEL), ismath=False)[0]
        size = np.array([wide, 1.1 * LABEL * DPI / 72])
        choices = [_box(dot, size, step * DPI / 72, side) for step in STEPS for side in SIDES]
        boxes = np.array([[*corner, *(corner + size)] for corner in choices])
        low, high = np.maximum(boxes[:, None, :2], taken[:, :2]), np.minimum(boxes[:, None, 2:], taken[:, 2:])
        covered = np.clip(high - low, 0, None).prod(axis=2).sum(axis=1)
        outside = (boxes[:, :2] < inside.min).any(axis=1) | (boxes[:, 2:] > inside.max).any(axis=1)
        best = int(np.argmin(covered + 1e6 * outside))
        taken = np.vstack([taken, boxes[best]])
        middle = boxes[best].reshape(2, 2).mean(axis=0)
        far = best >= len(SIDES)
        axis.annotate(
            text,
            axis.transData.inverted().transform(dot),
            axis.transData.inverted().transform(middle),
            ha="center",
            va="center",
            fontsize=LABEL,
            parse_math=False,
            arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.8, "shrinkA": 0} if far else None,
        )


def _box(dot, size, step, side):
    """The lower left corner of a label `step` pixels from a dot on one of its sides."""
    return dot + np.array(side) * (step + size / 2) - size / 2


def _word_map_alt(points, words, groups, names):
    alt = [say("word_map_alt", count=len(words))]
    for name in names:
        own = [i for i, group in enumerate(groups) if group == name]
        x, y = points[own].mean(axis=0)
        listed = items(words[i] for i in own)
        if name:
            centre = say("point", x=number(x), y=number(y))
            alt.append(say("word_map_group", name=name, words=listed, centre=centre))
        else:
            alt.append(say("word_map_words", words=listed))
    if len(words) > 2:
        distance = np.linalg.norm(points[:, None] - points, axis=2)
        pairs = np.triu_indices(len(words), 1)
        near, far = distance[pairs].argmin(), distance[pairs].argmax()
        near, far = (say("and").join(words[axis[k]] for axis in pairs) for k in (near, far))
        alt.append(say("word_map_pairs", near=near, far=far))
    return " ".join(alt)


def _finite(problem, values):
    """The values as a float array."""
    try:
        values = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        values = np.array([np.nan])
    if not np.isfinite(values).all():
        raise PlottingError(say(problem))
    return values


def _drawable(word):
    """A word as the font can write it: without line ends, not too long, □ for a letter that the font has not."""
    word = " ".join(word.split())
    if len(word) > LONGEST_WORD:
        word = word[: LONGEST_WORD - 1] + "…"
    return "".join(letter if FONT.get_char_index(ord(letter)) else "□" for letter in word)
