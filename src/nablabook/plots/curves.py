"""A student's functions of one number as curves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from nablabook.plots.style import new_figure

#: One after the other: where two curves lie on each other, the lower one shows through the gaps.
LINES = ("-", "--", ":", "-.")
WIDTH, HEIGHT = 7.0, 3.0
#: Of the height, what nobody sees.
FINE = 1 / 2000


def curves(x: np.ndarray, over: Mapping[str, Any], name: str, limits: tuple[float, float]) -> Figure:
    """The curves of `over`, label -> one number for each of `x` (n,), up to the `limits` of y; `name` is what x is.

    Raises ValueError where there are more or fewer numbers.
    """
    drawn = {label: _numbers(x, y, label) for label, y in over.items()}
    figure = new_figure(WIDTH, HEIGHT)
    step = FINE * (limits[1] - limits[0])
    # Adding 0 makes −0 a 0.
    seen = tuple((label, (np.round(y / step) + 0.0).tobytes()) for label, y in drawn.items())
    figure.content = (x.tobytes(), seen, name, limits)

    def draw() -> None:
        ax = figure.add_subplot()
        for number, (label, y) in enumerate(drawn.items()):
            ax.plot(x, y, LINES[number % len(LINES)], label=label)
        ax.set(xlabel=name, ylim=limits)
        ax.legend()

    figure.later(draw)
    return figure


def _numbers(x: np.ndarray, y: Any, label: str) -> np.ndarray:
    numbers = np.asarray(y, dtype=float)
    if numbers.shape != x.shape:
        raise ValueError(f"{label}: {x.size} points need as many numbers, and these have shape {numbers.shape}")
    return numbers
