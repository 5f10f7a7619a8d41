"""Sliders for a figure: widgets where a kernel is live, nothing where there is none.

A widget in a saved notebook is dead, so a lesson shows its plain figures by themselves, and these sliders below them.
In the grader nobody can move one: none is made there, and no figure drawn for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from matplotlib.figure import Figure

from nablabook.plots import showing

#: For those who hear the words: whoever sees the figure needs them no more than below any other.
UNSEEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap"


def sliders(draw: Callable[..., tuple[Figure, str]], controls: Mapping[str, Any]) -> Any:
    """A box of the `controls` (ipywidgets, by the name of the argument of `draw`) above the figure that they make.

    `draw` returns the figure and its words. Where no kernel is live, `draw` isn't called.
    """
    if not (showing.seen and showing.live):
        return Nothing()
    import ipywidgets as widgets

    # Without the margin of other widgets: it would come on top of the whole width of a narrow window.
    image = widgets.Image(format="png", layout=widgets.Layout(max_width="100%", object_fit="contain", margin="0"))
    image.add_class(showing.CLASS)
    words = widgets.HTML()

    def update(_: Any = None) -> None:
        figure, alt = draw(**{name: control.value for name, control in controls.items()})
        image.value = showing.as_png(figure)
        image.layout.width = f"{round(figure.get_figwidth() * 80)}px"
        words.value = f'{showing.STYLE}<span role="status" style="{UNSEEN}">{alt}</span>'

    widest = max((len(control.description) for control in controls.values()), default=0)
    for control in controls.values():
        # As wide as the longest name, so that all tracks begin at one place.
        control.style.description_width = f"{widest}ch"
        control.observe(update, names="value")
    update()
    return widgets.VBox([*controls.values(), image, words])


class Nothing:
    """Stands for sliders where there are none: displayed, it leaves no output."""

    def _ipython_display_(self) -> None:
        """Nothing is shown."""


def slider(low: float, high: float, step: float, start: float, name: str) -> Any:
    """A slider with its name written in full, that redraws when it is let go."""
    if not showing.live:
        return Nothing()
    import ipywidgets as widgets

    return widgets.FloatSlider(
        min=low,
        max=high,
        step=step,
        value=start,
        description=name,
        continuous_update=False,
        readout_format=".3g",
        style={"description_width": "initial"},
        layout=widgets.Layout(width="460px", max_width="100%"),
    )


def chooser(options: Mapping[str, Any], name: str) -> Any:
    """A menu of `options`, words -> value, that starts with the first."""
    if not showing.live:
        return Nothing()
    import ipywidgets as widgets

    return widgets.Dropdown(
        options=list(options.items()),
        description=name,
        style={"description_width": "initial"},
        layout=widgets.Layout(width="460px", max_width="100%"),
    )
