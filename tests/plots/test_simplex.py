"""Does the triangle show what a gradient by three logits asks for, a wrong one too?"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import softmax

from nablabook.plots import simplex
from nablabook.plots.simplex import Step


def right(h, y):
    return softmax(h) - y


def texts(figure) -> list[str]:
    return [text.get_text() for ax in figure.axes for text in (*ax.texts, ax.title)]


def test_corners_are_certainty_and_the_middle_is_no_idea() -> None:
    np.testing.assert_allclose(simplex.in_plane(np.eye(3)), simplex.CORNERS)
    np.testing.assert_allclose(simplex.in_plane(np.ones(3) / 3), simplex.CORNERS.mean(axis=0))
    sides = np.linalg.norm(simplex.CORNERS - simplex.CORNERS[[1, 2, 0]], axis=1)
    np.testing.assert_allclose(sides, 1)


def test_the_arrow_of_the_right_gradient_ends_at_the_target() -> None:
    step = Step([2, 1, 0], [0.05, 0.05, 0.9], right)
    (ax,) = simplex.triangles({"": step}).axes
    arrow = next(text for text in ax.texts if getattr(text, "arrow_patch", None) is not None)
    np.testing.assert_allclose(arrow.xy, simplex.in_plane(step.y))
    np.testing.assert_allclose(arrow.xyann, simplex.in_plane(step.here))
    assert "ends exactly at the target" in simplex.words(step)


def test_a_wrong_gradient_is_drawn_and_told_as_it_is() -> None:
    step = Step([2, 1, 0], [1, 0, 0], lambda h, y: y - softmax(h))
    said = simplex.words(step)
    assert "not at the target" in said
    assert "your gradient (0.33, −0.24, −0.09)" in said
    assert any("your gradient = (0.33, −0.24, −0.09)" in text for text in texts(simplex.triangles({"": step})))


def test_the_walk_is_descent_on_the_logits() -> None:
    step = Step([2, 1, 0], [0.05, 0.05, 0.9], right, rate=0.5, steps=2)
    h = np.array([2.0, 1.0, 0.0])
    once = h - 0.5 * right(h, step.y)
    twice = once - 0.5 * right(once, step.y)
    np.testing.assert_allclose(step.walk, [softmax(h), softmax(once), softmax(twice)])


def test_every_class_has_its_name_at_its_corner() -> None:
    figure = simplex.triangles({"one": Step([0, 0, 0], [1, 0, 0], right), "other": Step([0, 0, 0], [0, 0, 1], right)})
    assert len(figure.axes) == 2
    for name in simplex.CLASSES:
        assert texts(figure).count(name) == 2


@pytest.mark.parametrize("titles", [("",), ("one",), ("one", "other")])
def test_nothing_is_cut_off(titles) -> None:
    figure = simplex.triangles({title: Step([2, 1, 0], [1, 0, 0], right) for title in titles})
    figure.draw_without_rendering()
    whole = figure.bbox
    for ax in figure.axes:
        for text in (*ax.texts, ax.title):
            box = text.get_window_extent()
            assert box.x0 >= whole.x0, text
            assert box.y0 >= whole.y0, text
            assert box.x1 <= whole.x1, text
            assert box.y1 <= whole.y1, text


@pytest.mark.parametrize("returned", [None, 1.0, np.zeros(2), np.zeros((3, 1)), np.array([1.0, np.nan, 0.0])])
def test_what_is_no_gradient_by_three_logits_is_refused(returned) -> None:
    with pytest.raises((ValueError, TypeError)):
        simplex.triangles({"": Step([2, 1, 0], [1, 0, 0], lambda h, y: returned)})


def test_a_function_that_writes_into_its_input_spoils_no_other_step() -> None:
    def careless(h, y):
        h -= h.max()
        y -= softmax(h)
        return -y

    np.testing.assert_allclose(
        Step([2, 1, 0], [1, 0, 0], careless).walk, Step([2, 1, 0], [1, 0, 0], right).walk, atol=1e-12
    )


@pytest.mark.parametrize("h", [[900.0, 0.0, -900.0], [0.0, 0.0, 0.0]])
@pytest.mark.parametrize("y", [(1, 0, 0), (0.5, 0.5, 0), (1 / 3, 1 / 3, 1 / 3)])
def test_extreme_logits_and_targets_can_be_drawn(h, y) -> None:
    assert simplex.triangles({"": Step(h, y, right)}).axes


def test_numbers_have_no_minus_zero() -> None:
    assert simplex.triple(np.array([-0.001, 0.5, -0.25])) == "(0.00, 0.50, −0.25)"


def test_the_menu_of_targets_hands_over_values() -> None:
    from nablabook.plots.explore import chooser

    menu = chooser({"cat": (1, 0, 0), "owl": (0, 0, 1)}, "the target")
    assert menu.value == (1, 0, 0)
    menu.label = "owl"
    assert menu.value == (0, 0, 1)
