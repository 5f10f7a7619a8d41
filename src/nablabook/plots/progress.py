"""A number over the steps of a training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from nablabook.plots.style import COLOURS, MARKERS, look, new_figure


def over_steps(curves: Mapping[str, Sequence[float]], name: str) -> Figure:
    """The curves of `curves`, label -> one number a step, beginning with step 0; `name` is what the numbers are."""
    with look():
        figure = new_figure(6.4, 3.2)
        ax = figure.add_subplot()
        for number, (label, numbers) in enumerate(curves.items()):
            colour, marker = COLOURS[number % len(COLOURS)], MARKERS[number % len(MARKERS)]
            ax.plot(range(len(numbers)), numbers, color=colour, marker=marker, label=label)
        ax.set(xlabel="steps", ylabel=name, ylim=(0, None))
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
        if len(curves) > 1:
            ax.legend()
    return figure
