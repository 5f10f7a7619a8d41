"""Expected against returned: shape first, then every entry; what differs is told with its index."""

from __future__ import annotations

import numpy as np

from nablabook.checks.arrays import wrong_entries
from nablabook.checks.text import index, number, shape


def differs(got: np.ndarray, expected: np.ndarray, precision: int, what: str) -> str:
    """A sentence on the first difference between the two arrays, or "" where there is none."""
    if got.shape != expected.shape and () in (got.shape, expected.shape):
        is_, wanted = (
            "one number" if sizes == () else f"an array of shape {shape(sizes)}"
            for sizes in (got.shape, expected.shape)
        )
        return f"{what} is {is_}, expected {wanted}."
    if got.shape != expected.shape:
        return f"{what} has shape {shape(got.shape)}, expected {shape(expected.shape)}."
    wrong = wrong_entries(got, expected, precision)
    if not wrong.any():
        return ""
    if got.ndim == 0:
        return f"{what} is {number(got.item(), expected.item())}, expected {number(expected.item(), got.item())}."
    first = tuple(int(i) for i in np.argwhere(wrong)[0])
    count = "" if wrong.sum() == 1 else f" ({int(wrong.sum())} of {wrong.size} entries differ)"
    return (
        f"{what}: entry {index(first)} is {number(got[first], expected[first])}, "
        f"expected {number(expected[first], got[first])}{count}."
    )
