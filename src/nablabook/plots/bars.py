"""A few numbers with names, as bars: side by side in several panels, each bar with its number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from nablabook.plots.style import COLOURS, INK, look, new_figure


def bars(panels: Mapping[str, Sequence[float]], names: Sequence[str]) -> Figure:
    """One panel for each title -> numbers of `panels`; the bars of one name have one colour in all of them."""
    with look():
        figure = new_figure(2.4 * len(panels) + 0.6, 2.5)
        axes = np.atleast_1d(figure.subplots(1, len(panels)))
        colours = [COLOURS[i % len(COLOURS)] for i in range(len(names))]
        for ax, (title, numbers) in zip(axes, panels.items(), strict=True):
            drawn = ax.bar(names, numbers, color=colours, width=0.7)
            ax.bar_label(drawn, [f"{v:.3g}".replace("-", "−") for v in numbers], padding=2, color=INK)
            ax.axhline(0, color=INK, linewidth=0.8)
            ax.margins(y=0.15)
            ax.set_title(title)
            ax.set_yticks([])
            ax.spines[["left", "bottom"]].set_visible(False)
            ax.tick_params(length=0)
    return figure
