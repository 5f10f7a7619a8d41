"""Three probabilities that add up to 1 as one point of a triangle, and a step on the logits drawn there.

A corner is certainty: all of the probability on one class. The nearer a point is to a corner, the larger that
probability; the sides are where one of them is 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.tri import Triangulation

from nablabook.plots.style import COLOURS, INK, look, new_figure

CLASSES = ("cat", "dog", "owl")
#: Where the first, second and third class stand: on top, to the left, to the right.
CORNERS = np.array([[0.5, np.sqrt(0.75)], [0.0, 0.0], [1.0, 0.0]])
LEVELS = (0.2, 0.5, 1.0, 1.5, 2.0, 3.0)
#: Small triangles along a side of the large one, for contour lines.
FINENESS = 90


@dataclass(frozen=True)
class Step:
    """What a student's `gradient(h, y)` by three logits asks for, at the logits `h` with the target `y`."""

    h: Sequence[float]
    y: Sequence[float]
    gradient: Callable[[np.ndarray, np.ndarray], np.ndarray]
    rate: float = 0.5
    #: Steps of descent on the logits that are drawn as dots.
    steps: int = 40

    def slope(self, h: np.ndarray) -> np.ndarray:
        """The gradient at h; raises `ValueError` where it is nothing that can be drawn."""
        slope = np.asarray(self.gradient(h.copy(), np.array(self.y, dtype=float)), dtype=float)
        if slope.shape != (3,) or not np.isfinite(slope).all():
            raise ValueError(f"a gradient by three logits is three numbers, not {slope}")
        return slope

    @cached_property
    def here(self) -> np.ndarray:
        """The probabilities P of the logits h."""
        return probabilities(np.array(self.h, dtype=float))

    @cached_property
    def gradient_here(self) -> np.ndarray:
        return self.slope(np.array(self.h, dtype=float))

    @cached_property
    def walk(self) -> np.ndarray:
        """The probabilities after 0, 1, 2, ... steps on the logits, an array (steps + 1, 3)."""
        h = np.array(self.h, dtype=float)
        walk = [probabilities(h)]
        for _ in range(self.steps):
            h = h - self.rate * self.slope(h)
            walk.append(probabilities(h))
        return np.array(walk)


def probabilities(h: np.ndarray) -> np.ndarray:
    """The softmax of three logits."""
    from scipy.special import softmax

    return softmax(np.asarray(h, dtype=float))


def in_plane(p: np.ndarray) -> np.ndarray:
    """Points of the plane, (..., 2), for probabilities (..., 3); for differences of such, too."""
    return np.asarray(p, dtype=float) @ CORNERS


def triangles(found: Mapping[str, Step], classes: Sequence[str] = CLASSES) -> Figure:
    """One triangle for each step, under its title: the loss as contour lines, P, the arrow against the gradient."""
    with look():
        figure = new_figure(4.4 * len(found), 4.3)
        axes = np.atleast_1d(figure.subplots(1, len(found)))
        for ax, (title, step) in zip(axes, found.items(), strict=True):
            _triangle(ax, step, classes)
            _draw(ax, step)
            ax.set_title(f"{title}\nP = {triple(step.here)}\nyour gradient = {triple(step.gradient_here)}")
    return figure


def words(step: Step, classes: Sequence[str] = CLASSES) -> str:
    """What there is to see of one step."""
    tip, y = step.here - step.gradient_here, np.asarray(step.y, dtype=float)
    hits = np.abs(tip - y).max() < 1e-6
    far = np.abs(step.walk[-1] - y).max()
    return (
        f"A triangle with a corner for {', '.join(classes)}. P is {triple(step.here)}, the target {triple(y)}, your "
        f"gradient {triple(step.gradient_here)}. The arrow against it, from P, "
        f"{'ends exactly at the target' if hits else f'ends at {triple(tip)}, not at the target'}. After "
        f"{step.steps} steps on the logits P is {triple(step.walk[-1])}, at most {far:.2f} from the target."
    )


def triple(p: np.ndarray) -> str:
    """Three numbers in two decimals, with a minus sign and no minus zero."""
    return "(" + ", ".join(f"{v + 0.0:.2f}".replace("-", "−") for v in np.round(p, 2)) + ")"


def _triangle(ax: Axes, step: Step, classes: Sequence[str]) -> None:
    """The triangle with lines of equal loss −Σ y log P."""
    outline = in_plane(np.eye(3)[[0, 1, 2, 0]])
    ax.plot(*outline.T, color=INK, linewidth=1.2)
    i, j = np.meshgrid(np.arange(FINENESS + 1), np.arange(FINENESS + 1))
    inside = i + j <= FINENESS
    p = np.stack([i[inside], j[inside], FINENESS - i[inside] - j[inside]], axis=1) / FINENESS
    # On the sides the loss is infinite, or 0 · log 0; half a small triangle from them it is a number.
    loss = -np.log(np.maximum(p, 0.5 / FINENESS)) @ np.array(step.y, dtype=float)
    levels = [level for level in LEVELS if loss.min() < level < loss.max()]
    lines = ax.tricontour(Triangulation(*in_plane(p).T), loss, levels=levels, colors=INK, linewidths=0.7, alpha=0.8)
    ax.clabel(lines, fontsize=9, fmt="%g", manual=[_free_place(line, step) for line in lines.allsegs if len(line)])
    # Farther from its corner than the diamond of a target that is one-hot reaches.
    for name, corner, (side, dy) in zip(
        classes, CORNERS, (("center", 0.06), ("right", -0.06), ("left", -0.06)), strict=True
    ):
        ax.text(corner[0], corner[1] + dy, name, ha=side, va="bottom" if dy > 0 else "top", fontweight="bold")
    # What an axes of one scale leaves free goes above it: the title stands there.
    ax.set_aspect("equal", anchor="S")
    ax.set(xlim=(-0.16, 1.16), ylim=(-0.12, 0.99), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)


def _free_place(line: Sequence[np.ndarray], step: Step) -> tuple[float, float]:
    """The point of a contour line that is farthest from the sides and from what is drawn of the step."""
    points = np.concatenate(line)
    arrow = step.here - np.linspace(0, 1, 30)[:, None] * step.gradient_here
    drawn = in_plane(np.concatenate([step.walk, arrow, [step.y]]))
    to_drawn = np.linalg.norm(points[:, None] - drawn, axis=-1).min(axis=1)
    # The three probabilities of a point are its distances from the sides, in heights of the triangle.
    sides = np.linalg.solve(np.vstack([CORNERS.T, np.ones(3)]), np.vstack([points.T, np.ones(len(points))]))
    best = np.argmax(np.minimum(to_drawn, CORNERS[0, 1] * sides.min(axis=0)))
    return points[best, 0], points[best, 1]


def _draw(ax: Axes, step: Step) -> None:
    start, tip, target = in_plane(step.here), in_plane(step.here - step.gradient_here), in_plane(step.y)
    arrow = {"arrowstyle": "-|>", "color": COLOURS[0], "linewidth": 1.6, "shrinkA": 0, "shrinkB": 0}
    drawn = ax.annotate("", xy=tip, xytext=start, arrowprops=arrow | {"mutation_scale": 16}, annotation_clip=False)
    drawn.set_in_layout(False)  # that of a wrong gradient may be long: it ends at the edge, and moves nothing
    ax.plot(*start, color=COLOURS[0], marker="o", markersize=9)
    # Wider than the arrow, which may lie on it: both can be seen.
    ax.plot(*in_plane(step.walk).T, color=COLOURS[1], marker="o", markersize=4, linewidth=0)
    ax.plot(*target, color=COLOURS[2], marker="D", markersize=13, fillstyle="none", markeredgewidth=1.8, zorder=6)
    back = (start - tip) / max(np.linalg.norm(start - tip), 1e-9)
    for name, point, offset, colour in (("P", start, 15 * back, COLOURS[0]), ("y", target, (16, 3), COLOURS[2])):
        label = ax.annotate(name, point, xytext=offset, textcoords="offset points", color=colour, fontweight="bold")
        label.set(ha="center", va="center", fontsize=12)
