"""One look for all figures.

Colours are those of Okabe and Ito's palette that keep a contrast of 3:1 on white (WCAG 2.2, 1.4.11); lines differ in
their markers too. Words and axes have more than 4.5:1. The page shows through, and `showing` turns the lightness round
on a dark one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure

INK = "#595959"
#: blue, vermilion, bluish green, reddish purple, and a brown for the palette's yellow, which white drowns
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#C0639B", "#8C6D1F")
MARKERS = ("o", "s", "^", "D", "v")
#: Wider figures shrink in the notebook until nobody can read their labels.
WIDEST = 9.0

_LOOK = {
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": INK,
    "axes.titlecolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.prop_cycle": mpl.cycler(color=COLOURS),
    "font.size": 11,
    "axes.titlesize": 11,
    "legend.frameon": False,
    "lines.linewidth": 1.8,
    "lines.markersize": 5,
    "svg.fonttype": "path",
    # Ids in an SVG are random without it, and every run of a notebook would change its bytes.
    "svg.hashsalt": "nablabook",
}


@contextmanager
def look() -> Iterator[None]:
    """Within it, everything that matplotlib draws has the one look."""
    # Not `rc_context`: it keeps all three hundred settings, which takes longer than some pictures.
    before = {name: mpl.rcParams[name] for name in _LOOK}
    mpl.rcParams.update(_LOOK)
    try:
        yield
    finally:
        mpl.rcParams.update(before)


class LateFigure(Figure):
    """A figure whose drawing is put off until somebody looks: for a picture that is known it need not be done."""

    #: All that is drawn, where somebody can tell: figures whose contents read the same have one picture.
    content: object = None

    def __init__(self, *args: Any, **options: Any) -> None:
        self._rest: list[Callable[[], object]] = []
        super().__init__(*args, **options)

    def later(self, draw: Callable[[], object]) -> None:
        """Call `draw` before the figure is looked at: it has the answers of the student's functions, and asks none."""
        self._rest.append(draw)

    def finish(self) -> None:
        """Do what was put off."""
        while self._rest:
            draw = self._rest.pop(0)
            with look():
                draw()

    @property
    def axes(self) -> list[Axes]:
        """The axes, drawn."""
        self.finish()
        return super().axes

    def draw(self, renderer: RendererBase) -> None:
        self.finish()
        super().draw(renderer)


def new_figure(width: float, height: float) -> LateFigure:
    """A figure that no pyplot knows: nothing is shown twice, nothing has to be closed."""
    if width > WIDEST:
        raise ValueError(f"a figure {width} inches wide shrinks in the notebook: {WIDEST} is the most")
    with look():
        return LateFigure(figsize=(width, height), layout="constrained")


#: hue-rotate(180deg) of CSS, which `showing` applies to inverted colours on a dark page.
_HUE_ROTATED = np.array([[-0.574, 1.43, 0.144], [0.426, 0.43, 0.144], [0.426, 1.43, -0.856]])


def turned(rgb: np.ndarray) -> np.ndarray:
    """A colour as it looks on a dark page, where its lightness is turned round and its hue kept."""
    return np.clip(_HUE_ROTATED @ (1 - np.asarray(rgb, dtype=float)), 0, 1)


def contrast(rgb: np.ndarray, other: np.ndarray) -> float:
    """The contrast of two colours as WCAG 2.2 defines it, from 1 to 21."""

    def luminance(colour: np.ndarray) -> float:
        linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    darker, lighter = sorted((luminance(np.asarray(rgb, float)), luminance(np.asarray(other, float))))
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(rgb: np.ndarray) -> str:
    """Black or white: the one that can be read better on a colour, on a white page and on a dark one."""

    def worst(ink: np.ndarray) -> float:
        return min(contrast(rgb, ink), contrast(turned(rgb), turned(ink)))

    return "white" if worst(np.ones(3)) > worst(np.zeros(3)) else "black"
