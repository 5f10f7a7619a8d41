"""A quick look at two arrays never says anything else than a long one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from nablabook.checks.arrays import TOLERANCES, close, wrong_entries

NUMBERS = st.one_of(
    st.floats(-10, 10), st.sampled_from([0.0, -0.0, 1.0, 1e-9, 1e308, -1e308, np.inf, -np.inf, np.nan, 5e-324])
)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, int]:
    """Two arrays of one shape, and a precision: the second is near the first in some entries, far in others."""
    kind = draw(st.sampled_from([np.float64, np.float32]))
    width = 8 * np.dtype(kind).itemsize
    shape = draw(arrays.array_shapes(min_dims=0, min_side=0, max_side=4))
    numbers = NUMBERS if width == 64 else st.floats(width=32)
    first = draw(arrays.arrays(kind, shape, elements=numbers))
    precision = draw(st.sampled_from([*TOLERANCES, 16]))
    rtol, atol = TOLERANCES.get(precision, TOLERANCES[8])
    off = draw(
        arrays.arrays(np.float64, shape, elements=st.sampled_from([0, 0.9, 0.999999, 1, 1.000001, 1.9, 2, 2.1, 9]))
    )
    with np.errstate(all="ignore"):
        second = (first + off * (atol + rtol * np.abs(first))).astype(kind)
    return second, first, precision


@given(pairs())
def test_two_arrays_are_close_where_no_entry_is_wrong(pair: tuple[np.ndarray, np.ndarray, int]) -> None:
    got, expected, precision = pair
    wrong = wrong_entries(got, expected, precision)
    assert close(got, expected, precision) == (not wrong.any())
    both = np.isnan(got) & np.isnan(expected)
    assert close(got, expected, precision, nan=True) == (not (wrong & ~both).any())


@pytest.mark.parametrize("place", range(5))
def test_one_entry_that_differs_is_found_wherever_it_stands(place: int) -> None:
    right = np.arange(5.0)
    wrong = right.copy()
    wrong[place] += 1e-5
    assert close(right, right)
    assert not close(wrong, right)


def test_shapes_are_not_broadcast() -> None:
    assert not close(np.ones((2, 1)), np.ones(2))
    assert close(np.ones((0, 3)), np.zeros((0, 3)))
