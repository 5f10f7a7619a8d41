"""Can the numbers of a table be read on their colours, on a white page and on a dark one?"""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from nablabook.plots import heatmap
from nablabook.plots.style import contrast, ink_on, turned


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(np.zeros(3), np.ones(3)) == pytest.approx(21)
    assert contrast(np.array(to_rgb("#595959")), np.ones(3)) == pytest.approx(7.0, abs=0.05)


def test_a_turned_colour_keeps_its_hue() -> None:
    np.testing.assert_allclose(turned(np.ones(3)), np.zeros(3), atol=1e-9)
    np.testing.assert_allclose(turned(np.full(3, 0.25)), np.full(3, 0.75), atol=1e-9)
    red, green, blue = turned(np.array(to_rgb("#0072B2")))
    assert blue > green > red


def test_ink_is_chosen_for_both_pages() -> None:
    assert ink_on(np.array([0.1, 0.1, 0.3])) == "white"
    assert ink_on(np.array([0.95, 0.9, 0.8])) == "black"


def worst_contrasts(figure) -> list[float]:
    """That of each number on its colour, on the page where it is worse."""
    (ax,) = figure.axes
    (image,) = ax.images
    shown = image.get_array()
    found = []
    for text in ax.texts:
        j, i = map(int, text.get_position())
        colour, ink = image.to_rgba(shown[i, j])[:3], np.array(to_rgb(text.get_color()))
        found.append(min(contrast(colour, ink), contrast(turned(colour), turned(ink))))
    return found


def test_every_number_of_a_signed_matrix_can_be_read_on_both_pages() -> None:
    P = np.array([0.665, 0.245, 0.09])
    for matrix in (np.diag(P) - np.outer(P, P), np.linspace(-1, 1, 54).reshape(9, 6), np.zeros((2, 2))):
        names = [str(n) for n in range(9)]
        figure = heatmap.signed(matrix, names[: len(matrix)], names[: matrix.shape[1]])
        assert min(worst_contrasts(figure)) >= 4.5


def test_every_loss_can_be_read_on_both_pages() -> None:
    losses = np.logspace(-3, 3, 63).reshape(7, 9)
    found = worst_contrasts(heatmap.heatmap(losses, range(7), range(9), ("a", "b"), best=(0, 0)))
    # In the very middle of the colours no ink does better on both.
    assert min(found) >= 4.0
