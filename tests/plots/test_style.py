"""Is a figure that is put off drawn as soon as somebody looks, and as it would have been?"""

from __future__ import annotations

import io
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from nablabook.plots import landscapes, showing
from nablabook.plots.heatmap import heatmap
from nablabook.plots.microscope import microscope
from nablabook.plots.style import INK, new_figure

LOOKS = {
    "its axes": lambda figure: figure.axes,
    "a picture": showing.as_png,
    "a drawing without a picture": lambda figure: figure.draw_without_rendering(),
}


@pytest.mark.parametrize("how", LOOKS)
def test_what_is_put_off_is_done_once_when_somebody_looks(how: str) -> None:
    figure, done = new_figure(2, 2), []
    figure.later(lambda: done.append(figure.add_subplot().xaxis.label.get_color()))
    assert not done
    LOOKS[how](figure)
    LOOKS[how](figure)
    assert done == [INK]


def test_what_goes_wrong_is_told_where_the_figure_is_shown() -> None:
    figure = new_figure(2, 2)
    figure.later(lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        showing.as_png(figure)


def test_an_array_that_is_changed_afterwards_changes_no_picture() -> None:
    def drawn(change: bool) -> bytes:
        path, yours = np.array([[2.0, 1.0], [1.0, 0.0]]), np.eye(2)
        figures = [
            landscapes.paths(lambda theta: theta[0] ** 2 - theta[1], {"a": path}, (-3, 3, -3, 3)),
            landscapes.rates(lambda theta: theta[0] ** 2 - theta[1], {0.1: path, 0.2: path}, (-3, 3, -3, 3)),
            microscope(yours, of=lambda z: 1.0 * z, at=np.ones(2))[0],
        ]
        if change:
            path += 1
            yours += 1
        return b"".join(showing.as_png(figure) for figure in figures)

    assert drawn(change=True) == drawn(change=False)


def test_the_page_shows_through_and_the_density_is_that_of_sharp_screens() -> None:
    figure = new_figure(2, 1)
    figure.later(figure.add_subplot)

    picture = Image.open(io.BytesIO(showing.as_png(figure)))
    assert picture.size == (320, 160)
    assert picture.convert("RGBA").getpixel((0, 0))[3] == 0
    assert figure.dpi != showing.DENSITY


def test_cells_of_a_heat_map_keep_the_colours_that_they_were_drawn_in() -> None:
    losses = np.logspace(-3, 3, 63).reshape(7, 9)
    figure = heatmap(losses, range(7), range(9), ("a", "b"), best=(0, 0))
    shown = np.asarray(Image.open(io.BytesIO(showing.as_png(figure))).convert("RGBA")).reshape(-1, 4)
    (image,) = figure.axes[0].images
    for loss in np.log10(losses).ravel():
        colour = image.to_rgba(loss, bytes=True)
        assert (shown == colour).all(axis=1).sum() > 1000, "the cell has another colour"


def test_a_picture_of_few_colours_keeps_them_all() -> None:
    rng = np.random.default_rng(3)
    pixels = rng.integers(0, 256, (100, 4), dtype=np.uint8)[rng.integers(0, 100, (40, 50))]
    assert np.array_equal(np.asarray(showing.with_palette(pixels).convert("RGBA")), pixels)
    one = np.full((4, 5, 4), 7, dtype=np.uint8)
    assert np.array_equal(np.asarray(showing.with_palette(one).convert("RGBA")), one)


def test_soft_edges_stay_close_to_what_was_drawn() -> None:
    height, width = np.mgrid[0:60, 0:50]
    pixels = np.stack([4 * height, 5 * width, 0 * width + 90, 0 * width + 255], axis=-1).astype(np.uint8)
    shown = np.asarray(showing.with_palette(pixels).convert("RGBA")).astype(int)
    assert np.abs(shown - pixels).max() <= 40


def test_a_path_on_top_of_another_lets_it_show() -> None:
    along = np.stack([np.linspace(4.0, -4.0, 9), np.zeros(9)], axis=1)
    found = {str(number): along for number in range(5)}
    (ax,) = landscapes.paths(lambda theta: theta[0] ** 2 - theta[1], found, (-5, 5, -5, 5)).axes
    styles = [line.get_linestyle() for line in ax.lines if line.get_label() in found]
    assert len(styles) == 5
    assert all(one != "-" or other != "-" for one, other in pairwise(styles[1:]))
