"""The plan of three layers of notebook 04: three widths have to be found from what is written on it."""

from __future__ import annotations

import itertools
from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from nablabook.plots.style import COLOURS, INK, look, new_figure

#: The plan: features of x, parameters of layer 1, rows of W3, parameters of layer 3.
FEATURES, FIRST, ROWS, THIRD = 6, 126, 25, 104


class NotTwoAxes(ValueError):
    """Shapes that the plan can't show; `places` says which of those that came in."""

    def __init__(self, words: str, places: tuple[int, ...]) -> None:
        super().__init__(words)
        self.places = places


def widths(*shapes: Any) -> list:
    """The second number of each shape; raises ValueError where one is not N and a width."""
    wrong = {
        i: shape
        for i, shape in enumerate(shapes)
        if not isinstance(shape, tuple | list) or len(shape) != 2 or shape[0] != "N"
    }
    if wrong:
        first = next(iter(wrong.values()))
        given = "..." if first is Ellipsis else repr(first)
        two = isinstance(first, tuple | list) and len(first) == 2
        words = "does not begin with 'N'" if two else "is no shape with two axes"
        raise NotTwoAxes(f"{given} {words}, such as ('N', 6)", tuple(wrong))
    return [shape[1] for shape in shapes]


def plan(A: Any = "?", B: Any = "?", C: Any = "?") -> tuple[Figure, str]:
    """Three layers with the widths of their outputs open, or filled in; and the same in words."""
    x = (0.75, 2.75, 4.75, 6.6, 8.25)
    with look():
        figure = new_figure(8.9, 2.1)
        ax = figure.add_subplot()
        ax.set(xlim=(0, 8.95), ylim=(-0.5, 1.5))
        ax.axis("off")
        boxes = (
            (x[0], f"x\n(N, {FEATURES})", 1.2, COLOURS[0]),
            (x[1], f"A\n(N, {A})", 1.2, COLOURS[1]),
            (x[2], f"B\n(N, {B})", 1.2, COLOURS[1]),
            (x[3], f"A next to B\n(N, {ROWS})", 1.5, COLOURS[0]),
            (x[4], f"C\n(N, {C})", 1.2, COLOURS[1]),
        )
        for middle, words, width, colour in boxes:
            corner = (middle - width / 2, 0.05)
            shape = "round,pad=0,rounding_size=0.12"
            ax.add_patch(FancyBboxPatch(corner, width, 0.7, boxstyle=shape, fill=False, ec=colour, lw=1.8))
            ax.text(middle, 0.4, words, ha="center", va="center", family="monospace", fontsize=10)
        arrow = {"arrowstyle": "->", "color": INK}
        for (left, _, w, _), (right, _, v, _) in itertools.pairwise(boxes):
            ax.annotate("", (right - v / 2, 0.4), (left + w / 2, 0.4), arrowprops=arrow)
        over = {**arrow, "connectionstyle": "arc3,rad=-0.22"}
        ax.annotate("", (x[3] - 0.2, 0.78), (x[1] + 0.1, 0.78), arrowprops=over)
        below = (
            ((x[0] + x[1]) / 2, f"layer 1 + ReLU\n{FIRST} parameters"),
            ((x[1] + x[2]) / 2, "layer 2"),
            ((x[3] + x[4]) / 2, f"layer 3\n{THIRD} parameters"),
        )
        for middle, words in below:
            ax.text(middle, -0.05, words, ha="center", va="top", fontsize=10)
    words = (
        f"x, of shape (N, {FEATURES}), goes through layer 1, with {FIRST} parameters, and a ReLU, and becomes A, of "
        f"shape (N, {A}). A goes through layer 2 and becomes B, (N, {B}). An arrow leads from A past layer 2: A and B "
        f"are put next to each other, which makes (N, {ROWS}). Through layer 3, with {THIRD} parameters, that "
        f"becomes C, (N, {C})."
    )
    return figure, words
