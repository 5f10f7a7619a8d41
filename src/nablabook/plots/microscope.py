"""The Jacobian microscope: the student's Jacobian, torch's and their difference side by side, wrong entries ringed.

One scale of colours serves all three: blue is negative, orange positive, and 0 is the page itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.colors import LinearSegmentedColormap, ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import BoxStyle

from nablabook.checks import oracle
from nablabook.checks.arrays import wrong_entries
from nablabook.checks.dress import dress
from nablabook.checks.text import index, number, shape
from nablabook.plots.sheet import Sheet, width
from nablabook.plots.style import INK, WIDEST, new_figure

#: Blue, the page, orange. Black numbers can be read on all of it. The page stands for 0 alone, and what is next to it
#: can be told from it: on a dark page, where its lightness is turned round, too.
_HALVES = (("#3F93C4", "#A5CFE7"), ("#F3BD95", "#E8833A"))
_BLUES, _ORANGES = (LinearSegmentedColormap.from_list("half", half)(np.linspace(0, 1, 128)) for half in _HALVES)
SCALE = ListedColormap(np.vstack([_BLUES, [1, 1, 1, 0], _ORANGES]), "signs")
_SHADES = SCALE(np.arange(SCALE.N), bytes=True)
#: As a part of the largest, what the smallest colour beside the page stands for.
SMALLEST = 1 / 64
BLACK = "#000000"
#: Up to so many rows and columns the numbers stand in the cells.
FEW = 8
#: Of more wrong entries than these only the first are told. In a large array, where rings would lie on each other,
#: more than these are not ringed.
TOLD, RINGED = 6, 12


@dataclass(frozen=True)
class Names:
    """What stands along the axes, and the same in a sentence."""

    rows: str
    columns: str
    sentence: str
    numbered: bool = True


def microscope(
    yours: Any, *, of: Callable, at: Any, names: tuple[str, str] = ("out", "in"), wrt: int | str = 0
) -> tuple[Figure, str]:
    """The figure of a Jacobian that a student's function returned, and its words.

    torch differentiates its forward function `of` at `at`, one input or a tuple of several arguments, by the argument
    `wrt` (the first). `names` are those of output and input. The gradient of one number is one row.

    Raises where there is no array to be shown: under `needs` that is a card.
    """
    args = at if isinstance(at, tuple) else (at,)
    expected = oracle.jacobian(of, args, wrt)
    outputs = np.ndim(oracle.values(of, args))
    answer = dress(yours, "the Jacobian")
    got = answer.array
    if not got.size:
        raise ValueError(f"an array of shape {shape(got.shape)} has no entry to show")
    alike = got.shape == expected.shape
    fold, axes = _layout(expected.shape, outputs, names)
    theirs = expected.reshape(fold)
    mine, mine_axes = (got.reshape(fold), axes) if alike else _as_it_is(got)
    wrong = wrong_entries(mine, theirs, answer.precision) if alike else np.zeros(mine.shape, dtype=bool)
    with np.errstate(invalid="ignore"):
        off = np.where(wrong, mine - theirs, 0.0) if alike else None
    words = _words(got, expected, wrong.reshape(got.shape), axes, "Jacobian" if outputs else "gradient")
    apart = "" if alike else f"cannot be compared:\nyours is {_brief(got)},\ntorch's {_brief(expected)}"
    return _draw(_picture(mine, theirs, off, wrong, (mine_axes, axes), apart)), words


def _layout(sizes: tuple[int, ...], outputs: int, names: tuple[str, str]) -> tuple[tuple[int, int], Names]:
    """The rows and columns that torch's array is shown in, and what they are called."""
    out, by = names
    if outputs == 0 and len(sizes) == 2:
        sentence = f"Rows and columns are those of {by}."
        return (sizes[0], sizes[1]), Names(f"row of {by}", f"column of {by}", sentence)
    fold = (int(np.prod(sizes[:outputs])), int(np.prod(sizes[outputs:])))
    if outputs == 0:
        return fold, Names(f"out: {out}", f"in j: {by}", f"The one row is out, {out}; columns are in j, {by}.", False)
    return fold, Names(f"out i: {out}", f"in j: {by}", f"Rows are out i, {out}; columns are in j, {by}.")


def _as_it_is(got: np.ndarray) -> tuple[np.ndarray, Names]:
    """An array of another shape than expected: what its axes mean is not known."""
    if got.ndim < 2:
        return got.reshape(1, -1), Names("", "axis 0" if got.ndim else "", "", False)
    rows = "axis 0" if got.ndim == 2 else "all axes but the last"
    return got.reshape(-1, got.shape[-1]), Names(rows, f"axis {got.ndim - 1}", "")


# ------------------------------------------------------------------- words


def _words(got: np.ndarray, expected: np.ndarray, wrong: np.ndarray, axes: Names, kind: str) -> str:
    what = (
        f"Three heat maps side by side: your {kind}, torch's, and the difference, yours minus torch's. {axes.sentence}"
    )
    if got.shape != expected.shape:
        turned = got.ndim == 2 and got.T.shape == expected.shape and not wrong_entries(got.T, expected).any()
        again = " Turned round, yours would be torch's." if turned else ""
        return (
            f"Two heat maps side by side, your {kind}, {_size(got)}, and torch's, {_size(expected)}. Their shapes "
            f"differ: both are shown as they are, and cannot be compared.{again} "
            f"In torch's: {axes.sentence}"
        )
    count = int(wrong.sum())
    if not count:
        return (
            f"{what} {'The only entry agrees' if got.size == 1 else f'All {got.size} entries agree'}: none is ringed."
        )
    few = [
        f"{index(tuple(map(int, at)))} is {number(got[tuple(at)], expected[tuple(at)])} where torch has "
        f"{number(expected[tuple(at)], got[tuple(at)])}"
        for at in np.argwhere(wrong)[:TOLD]
    ]
    rest = f"; and {count - TOLD} more" if count > TOLD else ""
    rings = "ringed" if _ringed(got.shape, count) else "too many to ring"
    return (
        f"{what} {count} of {got.size} entries {'is' if count == 1 else 'are'} wrong, {rings}: {'; '.join(few)}{rest}."
    )


def _size(array: np.ndarray) -> str:
    return f"shape {shape(array.shape)}" if array.ndim else "one number"


def _brief(array: np.ndarray) -> str:
    return shape(array.shape) if array.ndim else "one number"


def _ringed(sizes: tuple[int, ...], count: int) -> bool:
    return max(sizes, default=1) <= FEW or count <= RINGED


# ----------------------------------------------------------------- drawing


@dataclass(frozen=True)
class Panel:
    """What is drawn of one array: indices of colours, numbers, rings."""

    title: str
    names: Names
    sizes: tuple[int, int]
    #: Row by row, as bytes of int16; -1 for what has no colour.
    colours: bytes
    #: Row by row, none where the cells have no room for them.
    labels: tuple[str, ...]
    ringed: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Picture:
    """All that is drawn: two arrays that differ by what nobody sees have one picture."""

    panels: tuple[Panel, ...]
    #: What the ends of the scale stand for, and what stands in the place of a third panel.
    ends: tuple[str, str]
    apart: str


def _picture(
    mine: np.ndarray,
    theirs: np.ndarray,
    off: np.ndarray | None,
    wrong: np.ndarray,
    axes: tuple[Names, Names],
    apart: str,
) -> Picture:
    shown = [a[np.isfinite(a)] for a in (mine, theirs, off) if a is not None]
    most = max((float(np.abs(a).max()) for a in shown if a.size), default=0.0) or 1.0
    nothing = np.zeros(theirs.shape, dtype=bool)
    # The rows of three arrays of one shape are named once.
    again = axes[1] if off is None else replace(axes[1], rows="")
    panels = [_panel("yours", mine, most, axes[0], wrong), _panel("torch's", theirs, most, again, nothing)]
    if off is not None:
        panels.append(_panel("yours − torch's", off, most, again, wrong))
    return Picture(tuple(panels), (short(-most), short(most)), apart)


def _panel(title: str, array: np.ndarray, most: float, names: Names, wrong: np.ndarray) -> Panel:
    # However small a number is, it isn't 0.
    far = np.sign(array) * np.maximum(np.abs(array), SMALLEST * most)
    with np.errstate(invalid="ignore"):
        places = np.clip((far / most + 1) / 2 * SCALE.N, 0, SCALE.N - 1)
        colours = np.where(np.isfinite(array), places, -1).astype(np.int16)
    labels = tuple(short(value) for value in array.ravel()) if max(array.shape) <= FEW else ()
    ringed = _ringed(array.shape, int(wrong.sum()))
    at = tuple((int(i), int(j)) for i, j in np.argwhere(wrong)) if ringed else ()
    return Panel(title, names, (array.shape[0], array.shape[1]), colours.tobytes(), labels, at)


#: In inches: what lies above and below the panels, left and right of them, what a column of names and one of numbers
#: takes, what lies between panels; the highest panel and the largest cell; and the bar: its width, its own height and
#: where it begins, from below.
ABOVE, BELOW, ASIDE, NAMED, NUMBERED, APART = 0.42, 1.2, 0.14, 0.27, 0.28, 0.14
HIGHEST, LARGEST, BAR = 3.4, 1.1, (3.4, 0.11, 0.34)
#: Inches that a letter of a name takes, roughly.
LETTER = 0.11
#: Points. Three panels in one figure shrink in a narrow window: larger letters than elsewhere.
LETTERS, ROOMY, TIGHT = 12.5, 12, 9
#: The part of a cell that its number may take: a ring about it touches no letter.
FILLED = 0.85


def _draw(picture: Picture) -> Figure:
    """Laid out by hand, in inches: matplotlib's own layout takes longer than the drawing."""
    lefts = [NAMED * bool(p.names.rows) + NUMBERED * p.names.numbered for p in picture.panels]
    lefts += [0.0] * (3 - len(lefts))
    slot = (WIDEST - 2 * ASIDE - 2 * APART - sum(lefts)) / 3
    cells = [min(slot / p.sizes[1], HIGHEST / p.sizes[0], LARGEST) for p in picture.panels]
    highs = [cell * p.sizes[0] for cell, p in zip(cells, picture.panels, strict=True)]
    # A name along a low panel stands out at both its ends.
    out = [(LETTER * len(p.names.rows) - high) / 2 for high, p in zip(highs, picture.panels, strict=True)]
    above = max(ABOVE, *out)
    height = above + max(highs) + BELOW
    figure = new_figure(WIDEST, height)
    figure.content = picture

    def draw() -> None:
        figure.set_layout_engine("none")
        sheet = Sheet()
        start, top = ASIDE, height - above
        for panel, left, cell in zip(picture.panels, lefts, cells, strict=False):
            corner = start + left + (slot - cell * panel.sizes[1]) / 2, top
            _draw_panel(sheet, panel, corner, cell)
            start += left + slot + APART
        if picture.apart:
            sheet.say(start + slot / 2, (top + BELOW) / 2, picture.apart, LETTERS, INK, va="center")
        _draw_bar(sheet, picture.ends)
        figure.add_artist(sheet)

    figure.later(draw)
    return figure


def _draw_panel(sheet: Sheet, panel: Panel, corner: tuple[float, float], cell: float) -> None:
    """`corner` is the upper left one."""
    (rows, columns), (left, top) = panel.sizes, corner
    right, bottom = left + columns * cell, top - rows * cell
    colours = np.frombuffer(panel.colours, np.int16).reshape(rows, columns)
    # A negative index is the colour of what has none.
    shown = np.where(colours[..., None] < 0, 0, _SHADES[np.maximum(colours, 0)])
    sheet.areas.append((shown, (left, right, bottom, top)))
    if panel.labels:
        across = [((left, top - i * cell), (right, top - i * cell)) for i in range(1, rows)]
        down = [((left + j * cell, top), (left + j * cell, bottom)) for j in range(1, columns)]
        for ends in across + down:
            # Most entries of a Jacobian may be the page's colour.
            sheet.line(ends, mpl.rcParams["grid.color"], 0.5, alpha=0.5)
    sheet.line(((left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)), INK, 0.8)
    middle = (left + right) / 2, (top + bottom) / 2
    sheet.say(middle[0], top + 0.1, panel.title, LETTERS, INK)
    for j in _ticks(columns):
        sheet.say(left + (j + 0.5) * cell, bottom - 0.24, str(j), LETTERS, INK)
    sheet.say(middle[0], bottom - 0.48, panel.names.columns, LETTERS, INK)
    if panel.names.numbered:
        for i in _ticks(rows):
            sheet.say(left - 0.08, top - (i + 0.5) * cell, str(i), LETTERS, INK, ha="right", va="center")
    if panel.names.rows:
        before = left - 0.04 - NUMBERED * panel.names.numbered
        sheet.say(before, middle[1], panel.names.rows, LETTERS, INK, ha="right", va="center", upward=True)
    size = ROOMY if max(rows, columns) <= 5 else TIGHT
    for place, label in enumerate(panel.labels):
        x, y = left + (place % columns + 0.5) * cell, top - (place // columns + 0.5) * cell
        fits = size * min(1.0, FILLED * cell / width(label, size))
        sheet.say(x, y, label, fits, INK if label == "0" else BLACK, va="center")
    for i, j in panel.ringed:
        _ring(sheet, left + (j + 0.5) * cell, top - (i + 0.5) * cell, cell * max(0.94, max(rows, columns) / 16))


def _draw_bar(sheet: Sheet, ends: tuple[str, str]) -> None:
    """The scale of colours, below the panels."""
    across, thick, bottom = BAR
    left, right = (WIDEST - across) / 2, (WIDEST + across) / 2
    sheet.areas.append((_SHADES[None], (left, right, bottom, bottom + thick)))
    for x, label in ((left, ends[0]), (WIDEST / 2, "0"), (right, ends[1])):
        sheet.line(((x, bottom), (x, bottom - 0.04)), INK, 0.8)
        sheet.say(x, bottom - 0.25, label, LETTERS, INK)


def _ring(sheet: Sheet, x: float, y: float, size: float) -> None:
    """A ring about an entry; in a large array it is larger than the entry, so that it can be seen."""
    corner, rest = (x - size / 4, y - size / 4), size / 2
    sheet.line(BoxStyle.Round(size / 4, size / 3)(*corner, rest, rest, 1), BLACK, 2, snapped=False)


def _ticks(count: int) -> list[int]:
    return list(range(count)) if count <= FEW else sorted({0, count // 2, count - 1})


def short(value: float) -> str:
    """A number in the few characters that a cell has room for."""
    if not np.isfinite(value):
        return "NaN" if np.isnan(value) else "∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    size = abs(value)
    if size < 0.005 or size >= 9999.5:
        text = f"{value:.0e}".replace("e-0", "e-").replace("e+0", "e").replace("e+", "e")
    else:
        text = f"{value:.{2 if size < 99.5 else 0}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "−")
