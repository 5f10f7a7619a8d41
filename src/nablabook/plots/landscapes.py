"""Landscapes over two parameters from above, and the paths that descend through them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from nablabook.plots.style import COLOURS, INK, MARKERS, LateFigure, new_figure

Window = tuple[float, float, float, float]
#: Left, right, bottom and top of what a word covers, in the units of the axes.
Box = tuple[float, float, float, float]

#: Points along each side at which a landscape is computed; the gaps that words leave in its lines are as exact.
FINE = 301
#: Points of a line that are tried as the place of its number.
PLACES = 60
#: A line that covers this share of a side of the window winds from one end to the other.
WINDS = 0.9
#: The distance between two numbers, as a share of the shorter side of the window.
NEAR = 0.12
#: The distance of a number from paths and their markers, as a share of the window's width.
BESIDE = 0.02
#: A broken line: ink and gap, in widths of the line.
GAPS = (0, (2.5, 2))
#: The size of a step's hollow marker: the small ones of a later path fit in, and those of the starts are larger.
HOLLOW = 9
#: The space around a word, as a share of its height.
PADDING = 0.25


def frame(ax: Axes, window: Window) -> None:
    """The axes of a landscape over window = (left, right, bottom, top)."""
    left, right, bottom, top = window
    # One unit is as long on both axes: else the steep direction is not the one in which the lines are close.
    ax.set_aspect("equal")
    ax.set(xlim=(left, right), ylim=(bottom, top), xlabel="$\\theta_1$", ylabel="$\\theta_2$")


def contours(ax: Axes, J: Callable, levels: int, words: Sequence[Text] = (), paths: Sequence[np.ndarray] = ()) -> None:
    """Lines of equal J with their numbers; where J is negative they are dashed. To be drawn last, in a settled figure.

    The page shows through, so no word has a patch to stand on: the lines stop short of the numbers and of `words`. A
    number has a place where no other line and none of the `paths` is near, or none.
    """
    x, y = np.linspace(*ax.get_xlim(), FINE), np.linspace(*ax.get_ylim(), FINE)
    z = np.array(J(np.stack(np.meshgrid(x, y))), dtype=float)
    lines = ax.contour(x, y, z, levels=levels)
    steps, found = lines.levels, lines.allsegs
    lines.remove()
    taken = [_box(ax, text) for text in words]
    away = np.concatenate([np.empty((0, 2)), *(_dense(path) for path in paths)])
    for k, level in enumerate(steps):
        between = (steps[k - 1] if k else -np.inf, steps[k + 1] if k + 1 < len(steps) else np.inf)
        for line in found[k]:
            # A line that winds from one end to the other has a number at both.
            winds = len(line) and (np.ptp(line, axis=0) > WINDS * np.array([np.ptp(x), np.ptp(y)])).any()
            for _ in range(2 if winds else 1):
                box = _number(ax, level, line, (x, y, z), between, taken, away)
                if box is None:
                    break
                taken.append(box)
    for left, right, bottom, top in taken:
        z[_between(y, bottom, top), _between(x, left, right)] = np.nan
    ax.contour(x, y, z, levels=steps, colors=INK, linewidths=0.7, alpha=0.8, zorder=1)


def settle(figure: LateFigure) -> None:
    """Lay the figure out for good: now it can be said how much a word covers. What is drawn later is in the axes."""
    figure.get_layout_engine().execute(figure)
    figure.set_layout_engine("none")
    for ax in figure.axes:
        ax.apply_aspect()


def _box(ax: Axes, text: Text) -> Box:
    """What `text` covers, and a little around it."""
    extent = text.get_window_extent()
    extent = extent.padded(PADDING * text.get_fontsize() * ax.figure.dpi / 72)
    (left, bottom), (right, top) = ax.transData.inverted().transform(extent.get_points())
    return left, right, bottom, top


def _number(
    ax: Axes,
    level: float,
    line: np.ndarray,
    grid: tuple,
    between: tuple[float, float],
    taken: Sequence[Box],
    away: np.ndarray,
) -> Box | None:
    """Write a line's number upright where it fits, else up along the line; the box that it covers, or None."""
    words = f"{level:g}".replace("-", "−")
    for rotation in (0, 90):
        text = ax.text(0, 0, words, ha="center", va="center", fontsize=9.5, rotation=rotation)
        box = _place(_box(ax, text), line, grid, between, taken, away)
        if box is not None:
            text.set_position(((box[0] + box[1]) / 2, (box[2] + box[3]) / 2))
            return box
        text.remove()
    return None


def _place(
    size: Box, line: np.ndarray, grid: tuple, between: tuple[float, float], taken: Sequence[Box], away: np.ndarray
) -> Box | None:
    """The box for the number of a line: where it is free, and as far as can be from those that are taken."""
    x, y, z = grid
    whole = np.array([size[1] - size[0], size[3] - size[2]])
    half = whole / 2
    if not len(line) or (np.ptp(line, axis=0) < whole).all():
        return None  # nothing of the line would be left
    centres = [((left + right) / 2, (bottom + top) / 2) for left, right, bottom, top in taken]
    # A place is far enough from the others for eyes that look for the number of a line.
    best, farthest = None, NEAR * min(np.ptp(x), np.ptp(y))
    for here in line[:: max(1, len(line) // PLACES)]:
        (left, bottom), (right, top) = here - half, here + half
        if left < x[0] or right > x[-1] or bottom < y[0] or top > y[-1]:
            continue
        below = z[_between(y, bottom, top), _between(x, left, right)]
        if not below.size or below.min() <= between[0] or below.max() >= between[1]:
            continue
        if any(left < b[1] and right > b[0] and bottom < b[3] and top > b[2] for b in taken):
            continue
        if (np.abs(away - here) < half + BESIDE * (x[-1] - x[0])).all(axis=1).any():
            continue
        distance = min((float(np.hypot(*(here - centre))) for centre in centres), default=np.inf)
        if distance > farthest:
            best, farthest = (left, right, bottom, top), distance
    return best


def _between(steps: np.ndarray, low: float, high: float) -> slice:
    """Where the rising numbers `steps` are between two others."""
    return slice(np.searchsorted(steps, low, "right"), np.searchsorted(steps, high, "left"))


def _dense(path: np.ndarray) -> np.ndarray:
    """Points on all the way along a path."""
    near = path[np.isfinite(path).all(axis=1) & (np.abs(path) < 1e6).all(axis=1)]
    share = np.linspace(0, 1, 100)[:, None]
    return np.concatenate([near, *(a + share * (b - a) for a, b in pairwise(near))])


def draw_path(
    ax: Axes,
    path: np.ndarray,
    number: int,
    label: str = "",
    width: float = 1.8,
    gaps: bool = False,
    hollow: bool = False,
) -> None:
    """One path of shape (steps + 1, 2): its start is a large hollow marker, each step a small one, `hollow` or not.

    What has left all windows, or is no number any more, is not drawn.
    """
    with np.errstate(invalid="ignore"):
        here = path[np.abs(path).max(axis=1) < 1e6]
    colour, marker = COLOURS[number % len(COLOURS)], MARKERS[number % len(MARKERS)]
    # No small marker on the start itself, also not of a path that stays there: it would fill the hollow one.
    moved = np.flatnonzero(np.abs(here - here[:1]).max(axis=1) > 0)
    ax.plot(
        *here.T,
        color=colour,
        marker=marker,
        markersize=HOLLOW if hollow else 2.8 + width,
        fillstyle="none" if hollow else "full",
        markevery=list(moved),
        linewidth=width,
        linestyle=GAPS if gaps else "-",
        label=label,
    )
    ax.plot(*here[0], color=colour, marker=marker, markersize=13, fillstyle="none", markeredgewidth=1.8)


def overview(J: Callable, window: Window, point: tuple[float, float], words: str) -> Figure:
    """The landscape with one marked point."""
    figure = new_figure(6.4, 5.2)

    def draw() -> None:
        ax = figure.add_subplot()
        frame(ax, window)
        ax.plot(*point, marker="o", markersize=10, color=COLOURS[1])
        label = ax.annotate(
            words, point, xytext=(-12, 0), textcoords="offset points", color=COLOURS[1], fontweight="bold"
        )
        label.set(ha="right", va="center")
        settle(figure)
        contours(ax, J, 10, [label], [np.array([point], dtype=float)])

    figure.later(draw)
    return figure


def paths(J: Callable, found: Mapping[str, np.ndarray], window: Window, title: str = "") -> Figure:
    """The paths of `found`, label -> path, over the contours of J."""
    found = {label: np.array(path, dtype=float) for label, path in found.items()}
    figure = new_figure(7.6, 4.8)

    def draw() -> None:
        ax = figure.add_subplot()
        frame(ax, window)
        for number, (label, path) in enumerate(found.items()):
            # Those drawn first are broader, so that they can be seen below the later ones, and of two neighbours one
            # has gaps through which the other shows, and of two neighbours that step to the same points the markers of
            # one stand within the other's.
            width = 1.8 + 0.7 * (len(found) - 1 - number)
            second = number % 2 == 1
            draw_path(ax, path, number, label, width, gaps=number > 0 and not second, hollow=second)
        ax.set_title(title)
        if any(found):
            ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
        settle(figure)
        contours(ax, J, 14, paths=list(found.values()))

    figure.later(draw)
    return figure


def rates(J: Callable, found: Mapping[float, np.ndarray], window: Window) -> Figure:
    """The same start at several rates, side by side; above each how J went from step to step."""
    found = {rate: np.array(path, dtype=float) for rate, path in found.items()}
    figure = new_figure(9, 2.9)

    def draw() -> None:
        axes = figure.subplots(1, len(found), sharey=True)
        for number, (ax, (rate, path)) in enumerate(zip(axes, found.items(), strict=True)):
            frame(ax, window)
            draw_path(ax, path, number)
            ax.set_title(f"rate {rate:g}\nJ: {J(path[0]):.3g} → {J(path[-1]):.3g}")
            ax.label_outer()
        settle(figure)
        for ax, path in zip(axes, found.values(), strict=True):
            contours(ax, J, 4, paths=[path])

    figure.later(draw)
    return figure
