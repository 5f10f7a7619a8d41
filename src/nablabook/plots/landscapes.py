"""Landscapes over two parameters from above, and the paths that descend through them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nablabook.plots.style import COLOURS, INK, MARKERS, look, new_figure

Window = tuple[float, float, float, float]


def contours(ax: Axes, J: Callable, window: Window, levels: int | np.ndarray = 14) -> None:
    """Lines of equal J over window = (left, right, bottom, top); where J is negative they are dashed."""
    left, right, bottom, top = window
    x, y = np.meshgrid(np.linspace(left, right, 161), np.linspace(bottom, top, 161))
    lines = ax.contour(x, y, J(np.stack([x, y])), levels=levels, colors=INK, linewidths=0.7, alpha=0.8)
    labels = ax.clabel(lines, fontsize=9.5, fmt="%g")
    for label in labels:  # one at the edge would be cut in half
        x, y = label.get_position()
        inside = abs(x - (left + right) / 2) < 0.45 * (right - left) and abs(y - (bottom + top) / 2) < 0.45 * (
            top - bottom
        )
        label.set_visible(inside)
    # One unit is as long on both axes: else the steep direction is not the one in which the lines are close.
    ax.set_aspect("equal")
    ax.set(xlim=(left, right), ylim=(bottom, top), xlabel="$\\theta_1$", ylabel="$\\theta_2$")


def draw_path(ax: Axes, path: np.ndarray, number: int, label: str = "", width: float = 1.8) -> None:
    """One path of shape (steps + 1, 2): its start is a large hollow marker, each step a small one.

    What has left all windows, or is no number any more, is not drawn.
    """
    with np.errstate(invalid="ignore"):
        here = path[np.abs(path).max(axis=1) < 1e6]
    colour, marker = COLOURS[number % len(COLOURS)], MARKERS[number % len(MARKERS)]
    ax.plot(here[:, 0], here[:, 1], color=colour, marker=marker, markersize=1.7 + width, linewidth=width, label=label)
    ax.plot(*here[0], color=colour, marker=marker, markersize=10, fillstyle="none", markeredgewidth=1.8)


def overview(J: Callable, window: Window, point: tuple[float, float], words: str) -> Figure:
    """The landscape with one marked point."""
    with look():
        figure = new_figure(5.2, 4.2)
        ax = figure.add_subplot()
        contours(ax, J, window)
        ax.plot(*point, marker="o", markersize=10, color=COLOURS[1])
        label = ax.annotate(
            words, point, xytext=(-12, 0), textcoords="offset points", color=COLOURS[1], fontweight="bold"
        )
        label.set(ha="right", va="center")
    return figure


def paths(J: Callable, found: Mapping[str, np.ndarray], window: Window, title: str = "") -> Figure:
    """The paths of `found`, label -> path, over the contours of J."""
    with look():
        figure = new_figure(7, 4.2)
        ax = figure.add_subplot()
        contours(ax, J, window)
        for number, (label, path) in enumerate(found.items()):
            # Those drawn first are broader, so that they can be seen below the later ones.
            width = 1.8 + 0.9 * (len(found) - 1 - number)
            draw_path(ax, np.asarray(path, dtype=float), number, label, width)
        ax.set_title(title)
        if any(found):
            ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
    return figure


def rates(J: Callable, found: Mapping[float, np.ndarray], window: Window) -> Figure:
    """The same start at several rates, side by side; above each how J went from step to step."""
    with look():
        figure = new_figure(9, 2.9)
        axes = figure.subplots(1, len(found), sharey=True)
        for number, (ax, (rate, path)) in enumerate(zip(axes, found.items(), strict=True)):
            path = np.asarray(path, dtype=float)
            contours(ax, J, window, levels=4)
            draw_path(ax, path, number)
            ax.set_title(f"rate {rate:g}\nJ: {J(path[0]):.3g} → {J(path[-1]):.3g}")
            ax.label_outer()
    return figure
