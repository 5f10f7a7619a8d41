"""Do curves show what a student's functions return, and is one picture enough for those that look the same?"""

from __future__ import annotations

import numpy as np
import pytest

from nablabook.plots.curves import curves

X = np.linspace(-6, 6, 121)
S = 1 / (1 + np.exp(-X))


def figure(y):
    return curves(X, {"your sigmoid": y, "your relu": np.maximum(X, 0)}, "z", (-0.1, 2.1))


def test_the_curves_are_those_that_were_given() -> None:
    (ax,) = figure(S).axes
    assert [line.get_label() for line in ax.lines] == ["your sigmoid", "your relu"]
    assert np.array_equal(ax.lines[0].get_xydata(), np.column_stack([X, S]))
    assert ax.lines[0].get_linestyle() != ax.lines[1].get_linestyle()
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["your sigmoid", "your relu"]
    assert (ax.get_xlabel(), ax.get_ylim()) == ("z", (-0.1, 2.1))


def test_what_looks_the_same_has_one_content_and_what_does_not_has_another() -> None:
    contents = [figure(y).content for y in (S, S + 1e-12, list(S), -0.0 * S, 0.0 * S, S + 0.01, S * np.nan)]
    assert contents[0] == contents[1] == contents[2]
    assert contents[3] == contents[4]
    assert len({str(content) for content in contents}) == 4


@pytest.mark.parametrize("y", [0.5, S[:, None], S[1:], np.outer(S, S)])
def test_other_shapes_are_refused(y) -> None:
    with pytest.raises(ValueError, match=r"your sigmoid: 121 points need as many numbers, and these have shape \("):
        figure(y)


@pytest.mark.parametrize("y", [None, "sigmoid", [None] * 121])
def test_what_is_no_number_is_not_drawn(y) -> None:
    try:
        drawn = figure(y)
    except (ValueError, TypeError):
        return
    assert np.isnan(drawn.axes[0].lines[0].get_ydata()).all()
