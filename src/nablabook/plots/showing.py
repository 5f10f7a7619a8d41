"""Showing a figure with its words.

JupyterLab reads out an <img alt> and no other form of alternative text, so a figure is an image inside HTML. It is
drawn once, for a white page; on a dark one CSS turns its lightness round and keeps its hues (no grey suits both).
"""

from __future__ import annotations

import base64
import html
import io

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from nablabook.plots.style import look

#: The class of every figure, and the rule that suits it to a dark page. Where styles are stripped (a notebook that
#: isn't trusted), a figure looks as on white: its lines are a grey that can be made out on both.
CLASS = "nabla-figure"
_TURNED = f".{CLASS}{{filter:invert(1) hue-rotate(180deg)}}"
STYLE = (
    f'<style>[data-jp-theme-light="false"] {_TURNED}'
    f"@media (prefers-color-scheme:dark){{body:not([data-jp-theme-light]) {_TURNED}}}</style>"
)

#: Dots an inch, and colours of the palette.
DENSITY, PALETTE = 160, 128
#: zlib's level: the highest, 9, takes five times as long for a tenth of the bytes.
PACKED = 7

#: Whether anybody sees what is shown: the grader runs the given cells in two processes and shows one of them.
seen = True
#: Whether a kernel is live behind what is shown. In the grader's processes none is.
live = True


def show(figure: Figure, alt: str) -> None:
    """Display `figure`; `alt` says in words what there is to see in it."""
    if not seen:
        return
    from IPython.display import display

    display(bundle(figure, alt), raw=True)


def bundle(figure: Figure, alt: str) -> dict[str, str]:
    """The figure as a display of three kinds: an image in HTML, the image alone, the words alone."""
    png = base64.b64encode(as_png(figure)).decode()
    width = round(figure.get_figwidth() * 80)
    size = f"width:{width}px;max-width:100%"
    image = f'<img class="{CLASS}" alt="{html.escape(alt)}" src="data:image/png;base64,{png}" style="{size}">'
    return {"text/html": STYLE + image, "image/png": png, "text/plain": alt}


def as_png(figure: Figure) -> bytes:
    """The figure as a PNG with a transparent page, sharp on screens of twice the usual density.

    A palette of 128 colours, which no eye tells from the full one here, takes a third of the bytes.
    """
    before = figure.canvas, figure.dpi
    # Not `savefig`: it goes through the figure twice, once for the layout alone, and packs a PNG to be unpacked here.
    canvas = FigureCanvasAgg(figure)
    try:
        figure.dpi = DENSITY
        with look():
            canvas.draw()
    finally:
        figure.dpi = before[1]
        figure.set_canvas(before[0])
    drawn = Image.fromarray(np.asarray(canvas.buffer_rgba()))
    out = io.BytesIO()
    drawn.quantize(PALETTE, Image.Quantize.FASTOCTREE).save(out, format="png", compress_level=PACKED)
    return out.getvalue()
