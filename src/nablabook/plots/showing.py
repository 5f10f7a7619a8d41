"""Showing a figure with its words.

JupyterLab reads out an <img alt> and no other form of alternative text, so a figure is an image inside HTML. It is
drawn once, for a white page; on a dark one CSS turns its lightness round and keeps its hues (no grey suits both).
"""

from __future__ import annotations

import base64
import hashlib
import html
import io
from collections.abc import Callable

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

#: Dots an inch; colours of the palette, how many of them may be those of flat areas, which are not merged with others,
#: and the share of a picture from which on a colour is flat.
DENSITY, PALETTE, EXACT, FLAT = 160, 256, 192, 1 / 2000
#: zlib's level: the highest, 9, takes five times as long for a tenth of the bytes.
PACKED = 7

#: Whether anybody sees what is shown: the grader runs the given cells in two processes and shows one of them.
seen = True


def _not_kept(_: str, draw: Callable[[], bytes]) -> bytes:
    return draw()


#: Gives the picture of a name, and draws it where it has to. The grader keeps pictures: most answers draw the same.
kept: Callable[[str, Callable[[], bytes]], bytes] = _not_kept
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

    A palette takes a third of the bytes. Flat areas keep the very colour that was drawn, since in a heat map it is the
    value; only the soft edges of words and lines share what is left.
    """
    content = getattr(figure, "content", None)
    if content is None:
        return _drawn(figure)
    return kept(hashlib.blake2b(repr(content).encode(), digest_size=20).hexdigest(), lambda: _drawn(figure))


def _drawn(figure: Figure) -> bytes:
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
    out = io.BytesIO()
    with_palette(np.asarray(canvas.buffer_rgba())).save(out, format="png", compress_level=PACKED)
    return out.getvalue()


def with_palette(pixels: np.ndarray) -> Image.Image:
    """The image of `pixels` (height, width, 4) in a palette that has the colours of its flat areas as they are."""
    # Each colour as one number, so that it can be looked up.
    codes = np.ascontiguousarray(pixels).view(np.uint32).ravel()
    # Most pixels are as the one before: only where that ends is a colour looked up.
    new = np.ones(codes.size, dtype=bool)
    np.not_equal(codes[1:], codes[:-1], out=new[1:])
    starts = np.flatnonzero(new)
    lengths = np.diff(starts, append=codes.size)
    colours, which = np.unique(codes[starts], return_inverse=True)
    counts = np.bincount(which, weights=lengths)
    by_size = np.argsort(-counts, kind="stable")
    least = FLAT * codes.size if len(colours) > EXACT else 0
    exact = by_size[:EXACT][counts[by_size[:EXACT]] > least]
    merged = np.setdiff1d(by_size, exact)
    places = np.zeros(len(colours), dtype=np.uint8)
    places[exact] = np.arange(len(exact))
    palette = [colours[exact].tobytes()]
    if len(merged):
        few = Image.fromarray(colours[merged].view(np.uint8).reshape(1, -1, 4))
        few = few.quantize(PALETTE - len(exact), Image.Quantize.FASTOCTREE)
        places[merged] = np.asarray(few)[0] + len(exact)
        palette.append(bytes(few.getpalette("RGBA") or ())[: 4 * (PALETTE - len(exact))])
    rows = np.repeat(places[which], lengths)
    image = Image.frombuffer("P", (pixels.shape[1], pixels.shape[0]), rows, "raw", "P", 0, 1)
    image.putpalette(b"".join(palette), "RGBA")
    return image
