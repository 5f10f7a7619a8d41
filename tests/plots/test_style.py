"""Is a figure that is put off drawn as soon as somebody looks, and as it would have been?"""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from nablabook.plots import landscapes, showing
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
