"""The Jacobian microscope: the student's Jacobian, torch's and their difference side by side, wrong entries ringed.

One scale of colours serves all three: blue is negative, orange positive, and 0 is the page itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, ListedColormap, Normalize
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch

from nablabook.checks import oracle
from nablabook.checks.arrays import wrong_entries
from nablabook.checks.dress import dress
from nablabook.checks.text import index, number, shape
from nablabook.plots.style import INK, WIDEST, new_figure

#: Blue, the page, orange. Black numbers can be read on all of it. The page stands for 0 alone, and what is next to it
#: can be told from it: on a dark page, where its lightness is turned round, too.
_HALVES = (("#3F93C4", "#A5CFE7"), ("#F3BD95", "#E8833A"))
_BLUES, _ORANGES = (LinearSegmentedColormap.from_list("half", half)(np.linspace(0, 1, 128)) for half in _HALVES)
SCALE = ListedColormap(np.vstack([_BLUES, [1, 1, 1, 0], _ORANGES]), "signs")
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
    return _draw(mine, theirs, off, wrong, (mine_axes, axes), apart), words


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


def _draw(
    mine: np.ndarray,
    theirs: np.ndarray,
    off: np.ndarray | None,
    wrong: np.ndarray,
    axes: tuple[Names, Names],
    apart: str,
) -> Figure:
    mine, theirs = mine.copy(), theirs.copy()  # drawn later, and the cell goes on
    shown = [a[np.isfinite(a)] for a in (mine, theirs, off) if a is not None]
    most = max((float(np.abs(a).max()) for a in shown if a.size), default=0.0) or 1.0
    norm = Normalize(-most, most)
    tallest = max(mine.shape[0] / mine.shape[1], theirs.shape[0] / theirs.shape[1])
    figure = new_figure(WIDEST, 1.7 + min(max(2.5 * tallest, 0.5), 3.4))
    figure.get_layout_engine().set(w_pad=0.09)

    def draw() -> None:
        left, middle, right = figure.subplots(1, 3)
        nothing = np.zeros(theirs.shape, dtype=bool)
        _panel(left, "yours", mine, norm, axes[0], wrong)
        # The rows of three arrays of one shape are named once.
        again = axes[1] if off is None else replace(axes[1], rows="")
        image = _panel(middle, "torch's", theirs, norm, again, nothing)
        if off is None:
            right.axis("off")
            right.text(0.5, 0.5, apart, ha="center", va="center", transform=right.transAxes)
        else:
            _panel(right, "yours − torch's", off, norm, again, wrong)
        bar = figure.colorbar(image, ax=[left, middle, right], location="bottom", shrink=0.4, aspect=36)
        bar.set_ticks([-most, 0, most], labels=[short(-most), "0", short(most)])
        bar.outline.set_visible(False)

    def draw_larger() -> None:
        # Three panels in one figure shrink in a narrow window: larger letters than elsewhere.
        with mpl.rc_context({"font.size": 12.5, "axes.titlesize": 12.5}):
            draw()

    figure.later(draw_larger)
    return figure


def _panel(ax: Axes, title: str, array: np.ndarray, norm: Normalize, names: Names, wrong: np.ndarray) -> Any:
    rows, columns = array.shape
    # However small a number is, it isn't 0.
    far = np.sign(array) * np.maximum(np.abs(array), SMALLEST * norm.vmax)
    image = ax.imshow(np.ma.masked_invalid(far), cmap=SCALE, norm=norm, aspect="equal", interpolation="nearest")
    ax.set_title(title)
    ax.set_xlabel(names.columns)
    ax.set_ylabel(names.rows, labelpad=7)
    small = max(rows, columns) <= FEW
    ax.tick_params(length=0)
    ax.set_xticks(_ticks(columns))
    ax.set_yticks(_ticks(rows) if names.numbered else [])
    ax.spines[:].set(visible=True, linewidth=0.8)
    if small:
        _lines(ax, rows, columns)
        size = 12 if max(rows, columns) <= 5 else 9
        for (i, j), value in np.ndenumerate(array):
            ink = BLACK if value else INK
            text = ax.text(j, i, short(value), ha="center", va="center", color=ink, fontsize=size)
            text.set_in_layout(False)  # it is in its cell, whatever the layout: it need not be measured
    if _ringed(array.shape, int(wrong.sum())):
        for i, j in np.argwhere(wrong):
            _ring(ax, i, j, max(0.94, max(rows, columns) / 16))
    return image


def _lines(ax: Axes, rows: int, columns: int) -> None:
    """Thin lines between the cells: most entries of a Jacobian may be the page's colour."""
    x, y = np.arange(columns + 1) - 0.5, np.arange(rows + 1) - 0.5
    lines = [([at, at], [y[0], y[-1]]) for at in x] + [([x[0], x[-1]], [at, at]) for at in y]
    # Not a grid of minor ticks: each would be laid out as one that has a mark and a label.
    for line in lines:
        drawn = Line2D(*line, color=mpl.rcParams["grid.color"], linewidth=0.5, alpha=0.5, zorder=1.5)
        drawn.set_in_layout(False)
        ax.add_artist(drawn)


def _ring(ax: Axes, i: int, j: int, size: float) -> None:
    """A ring about an entry; in a large array it is larger than the entry, so that it can be seen."""
    corner, rest = (j - size / 2 + size / 4, i - size / 2 + size / 4), size / 2
    style = f"round,pad={size / 4},rounding_size={size / 3}"
    ax.add_patch(FancyBboxPatch(corner, rest, rest, style, fill=False, edgecolor=BLACK, linewidth=2, clip_on=False))


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
