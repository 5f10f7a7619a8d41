"""A figure's drawing in inches: areas, lines and words, handed straight to matplotlib's renderer.

For a picture of many words and few lines, matplotlib's own artists take ten times as long as the drawing itself. The
same words are drawn once here and set many times.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import get_hinting_flag
from matplotlib.colors import to_rgba
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

#: (left, right, bottom, top).
Box = tuple[float, float, float, float]
#: Where lines of words stand below each other, as a multiple of their size.
LEADING = 1.2
#: Dots an inch at which words are measured.
_FINE = 160.0


@dataclass(frozen=True)
class Said:
    """Words: where they stand, in points how large they are, and which of their points stands there.

    `ha` and `va` are matplotlib's horizontal and vertical alignments, as far as they are used: "center" or "right",
    and "baseline" or "center". `upward` words read from below.
    """

    x: float
    y: float
    words: str
    size: float
    color: str
    ha: str = "center"
    va: str = "baseline"
    upward: bool = False


@dataclass(frozen=True)
class Line:
    """A line along a path; its width in points."""

    path: Path
    color: str
    width: float
    alpha: float = 1.0
    #: Whether it is moved to whole pixels, as lines along the edges of areas are.
    snapped: bool = True


class Sheet(Artist):
    """What is drawn, in this order: areas, lines, words."""

    def __init__(self) -> None:
        super().__init__()
        #: Colours (rows, columns, 4) as bytes, the first row at the top, and where they are spread out.
        self.areas: list[tuple[np.ndarray, Box]] = []
        self.lines: list[Line] = []
        self.said: list[Said] = []

    def line(self, path: Path | Iterable[tuple[float, float]], color: str, width: float, **options: float) -> None:
        """Add a `Line` along a path, or from point to point."""
        self.lines.append(Line(path if isinstance(path, Path) else Path(list(path)), color, width, **options))

    def say(self, x: float, y: float, words: str, size: float, color: str, **options: str | bool) -> None:
        """Add words, line by line; several lines are centred about `y`."""
        lines = words.split("\n")
        for k, one in enumerate(lines):
            down = (k - (len(lines) - 1) / 2) * LEADING * size / 72
            self.said.append(Said(x, y - down, one, size, color, **options))

    def draw(self, renderer: RendererBase) -> None:
        dots = renderer.points_to_pixels(72.0)
        for colours, box in self.areas:
            _fill(renderer, colours, [round(edge * dots) for edge in box])
        for line in self.lines:
            gc = renderer.new_gc()
            gc.set_foreground(to_rgba(line.color, line.alpha), isRGBA=True)
            gc.set_linewidth(line.width)
            gc.set_snap(line.snapped)
            renderer.draw_path(gc, line.path, Affine2D().scale(dots))
            gc.restore()
        for said in self.said:
            left, _, bottom, _ = extent(said, dots)
            _set(renderer, _coloured(said.words, said.size, dots, said.color, said.upward), left, bottom)


def extent(said: Said, dots: float) -> Box:
    """Where the dots of words lie, at so many dots an inch."""
    word, line = _word(said.words, said.size, dots), _word("lp", said.size, dots)
    high, wide = word.ink.shape
    # As matplotlib does: words stand alike whether or not they have letters below the line.
    descent = max(word.descent, line.descent)
    middle = (max(high, line.ink.shape[0]) / 2 - descent) * (said.va == "center")
    x, y = said.x * dots, said.y * dots
    if said.upward:
        left = round(x - descent * (said.ha == "right") + word.descent) - high
        bottom = round(y - wide / 2)
        return left, left + high, bottom, bottom + wide
    left = round(x - wide * (1.0 if said.ha == "right" else 0.5))
    bottom = round(y - middle - word.descent)
    return left, left + wide, bottom, bottom + high


def width(words: str, size: float) -> float:
    """How many inches words take."""
    return _word(words, size, _FINE).ink.shape[1] / _FINE


@dataclass(frozen=True, eq=False)
class _Word:
    """Words drawn: the ink of each dot (rows, columns) as a byte, and how many dots lie below the line."""

    ink: np.ndarray
    descent: float


@lru_cache(500)
def _word(words: str, size: float, dots: float) -> _Word:
    font = get_font(findfont(FontProperties()))
    font.set_size(size, dots)
    font.set_text(words, 0.0, flags=get_hinting_flag())
    font.draw_glyphs_to_bitmap(antialiased=True)
    return _Word(np.array(font.get_image()), font.get_descent() / 64)  # matplotlib counts in 64ths of a dot


@lru_cache(500)
def _coloured(words: str, size: float, dots: float, color: str, upward: bool) -> np.ndarray:
    """Words as `_set` takes them."""
    ink = _word(words, size, dots).ink
    ink = np.rot90(ink) if upward else ink
    drawn = np.empty((*ink.shape, 4), np.uint8)
    drawn[...] = np.round(255 * np.array(to_rgba(color)))
    drawn[..., 3] = ink
    return np.ascontiguousarray(drawn[::-1])


def _fill(renderer: RendererBase, colours: np.ndarray, box: list[int]) -> None:
    left, right, bottom, top = box
    rows, columns = colours.shape[:2]
    down, across = (np.arange(size) * count // size for size, count in ((top - bottom, rows), (right - left, columns)))
    # A colour is four bytes, and moved as one number; rows go last, since whole ones are moved at once.
    spread = np.ascontiguousarray(colours).view(np.uint32)[:, across, 0][down[::-1]]
    _set(renderer, spread.view(np.uint8).reshape(*spread.shape, 4), left, bottom)


def _set(renderer: RendererBase, image: np.ndarray, left: float, bottom: float) -> None:
    """Set an image of bytes, contiguous and, as a renderer wants it, with the lowest row first."""
    gc = renderer.new_gc()
    renderer.draw_image(gc, left, bottom, image)
    gc.restore()
