"""Tables as heat maps with their numbers: losses, the best one ringed; and matrices whose signs matter."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from nablabook.plots.style import COLOURS, INK, ink_on, look, new_figure

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def heatmap(
    losses: np.ndarray,
    rows: Sequence[float],
    columns: Sequence[float],
    names: tuple[str, str],
    best: tuple[int, int] | None = None,
) -> Figure:
    """losses of shape (len(rows), len(columns)); `names` are those of rows and columns, `best` the ringed cell."""
    losses = np.asarray(losses, dtype=float)
    with look():
        figure = new_figure(6.4, 0.9 + 0.55 * len(rows))
        ax = figure.add_subplot()
        shade = np.log10(np.where(np.isfinite(losses) & (losses > 0), losses, np.nan))
        # cividis reads the same with every kind of colour vision; what is no number stays the page's colour.
        colours = ax.imshow(shade, cmap="cividis", aspect="auto")
        for (i, j), loss in np.ndenumerate(losses):
            ink = ink_on(colours.to_rgba(shade[i, j])[:3]) if np.isfinite(shade[i, j]) else INK
            ax.text(j, i, in_words(loss), ha="center", va="center", color=ink)
        if best is not None:
            i, j = best
            ax.add_patch(Rectangle((j - 0.47, i - 0.44), 0.94, 0.88, fill=False, edgecolor=COLOURS[1], linewidth=3))
        ax.set_xticks(range(len(columns)), [f"{v:g}" for v in columns])
        ax.set_yticks(range(len(rows)), [f"{v:g}" for v in rows])
        ax.set(ylabel=names[0], xlabel=names[1])
        ax.spines[:].set_visible(False)
    return figure


def signed(
    matrix: np.ndarray, rows: Sequence[str], columns: Sequence[str], names: tuple[str, str] = ("", "")
) -> Figure:
    """A matrix such as a Jacobian: purple is negative, orange positive, near 0 it is pale; numbers with their sign."""
    matrix = np.asarray(matrix, dtype=float)
    with look():
        figure = new_figure(1.7 + 1.15 * len(columns), 1.0 + 0.62 * len(rows))
        ax = figure.add_subplot()
        # Only the paler half of the colours: on the others neither black nor white can be read on both pages.
        most = 1.9 * np.abs(matrix).max() or 1.0
        # From purple to orange: the pair that every kind of colour vision tells apart.
        colours = ax.imshow(matrix, cmap="PuOr_r", vmin=-most, vmax=most, aspect="auto")
        # Turned for a dark page, the palest cells are as dark as it is: their borders tell where they are.
        for i, j in np.ndindex(*matrix.shape):
            ax.add_patch(Rectangle((j - 0.5, i - 0.5), 1, 1, fill=False, edgecolor=INK, linewidth=0.8, clip_on=False))
        for (i, j), entry in np.ndenumerate(matrix):
            ink = ink_on(colours.to_rgba(entry)[:3])
            text = f"{entry:+.3f}".replace("-", "−") if entry else "0"
            ax.text(j, i, text, ha="center", va="center", color=ink)
        ax.set_xticks(range(len(columns)), columns)
        ax.set_yticks(range(len(rows)), rows)
        ax.set(ylabel=names[0], xlabel=names[1])
        ax.spines[:].set_visible(False)
        ax.tick_params(length=0)
    return figure


def in_words(loss: float) -> str:
    """Three digits, with a power of ten as it is written by hand."""
    if not np.isfinite(loss):
        return "∞" if np.isinf(loss) else "NaN"
    digits, _, power = f"{loss:.3g}".partition("e")
    return f"{digits}·10{str(int(power)).translate(RAISED)}" if power else digits
