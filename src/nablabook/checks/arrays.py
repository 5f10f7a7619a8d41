"""Numbers in, numbers out: what an input and an answer become before anything is compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

#: Relative and absolute tolerance by the precision that the answer was returned in. float64 answers agree with
#: torch to about 1e-14; what is left up to 1e-7 is for another order of summation on ill-conditioned inputs.
#: A float32 answer carries 1.2e-7 of rounding an operation (IEEE 754), a float16 one 9.8e-4.
TOLERANCES = {8: (1e-7, 1e-9), 4: (1e-4, 1e-5), 2: (1e-2, 1e-3)}
#: Bytes of an array that are compared faster than its numbers.
SMALL = 4096


class Shape(tuple):
    """A shape as an input: it stays a tuple, where any other tuple of numbers means an array."""

    __slots__ = ()


def is_tensor(value: Any) -> bool:
    """Whether `value` is a torch tensor; asked without importing torch."""
    return type(value).__module__.partition(".")[0] == "torch" and hasattr(value, "detach")


def as_input(value: Any) -> Any:
    """A fresh copy of `value` as a student's function receives it: arrays for lists and tensors, the rest as is.

    A list inside a dict stays a list, and a `Shape` a tuple.
    """
    if isinstance(value, Shape):
        return value
    if is_tensor(value):
        return value.detach().cpu().numpy().copy()
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, Mapping):
        return {key: frozen(item) for key, item in value.items()}
    if isinstance(value, list | tuple) and is_numeric_nest(value):
        return np.array(value)
    if isinstance(value, list | tuple):
        return type(value)(as_input(item) for item in value)
    return value


def frozen(value: Any) -> Any:
    """`value` as it is now: what changes an array or a list in it later does not change this copy."""
    if type(value) is np.ndarray:
        return value.copy()
    if type(value) in (list, tuple):
        return type(value)(frozen(item) for item in value)
    if type(value) is dict:
        return {key: frozen(item) for key, item in value.items()}
    return value


def held(value: Any) -> Any:
    """`value` in dicts and lists of its own, that hold the same arrays."""
    if type(value) in (list, tuple):
        return type(value)(held(item) for item in value)
    if type(value) is dict:
        return {key: held(item) for key, item in value.items()}
    return value


def holds_the_same(a: Any, b: Any) -> bool:
    """Whether two nests hold the very same objects in the same places."""
    if type(a) is not type(b):
        return False
    if type(a) in (list, tuple):
        return len(a) == len(b) and all(holds_the_same(x, y) for x, y in zip(a, b, strict=True))
    if type(a) is dict:
        return a.keys() == b.keys() and all(holds_the_same(a[key], b[key]) for key in a)
    return a is b


def is_numeric_nest(value: Any) -> bool:
    """Whether a nested list or tuple holds numbers only, so that it means an array."""
    if isinstance(value, list | tuple):
        return len(value) > 0 and all(is_numeric_nest(item) for item in value)
    return isinstance(value, int | float | np.number) and not isinstance(value, bool)


def same(a: Any, b: Any) -> bool:
    """Whether two inputs are equal to the bit (NaN equals NaN), whatever they are made of."""
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        a, b = np.asarray(a), np.asarray(b)
        if a.dtype != b.dtype or a.shape != b.shape:
            return False
        if a.nbytes < SMALL and not a.dtype.hasobject and a.tobytes() == b.tobytes():
            return True
        return np.array_equal(a, b, equal_nan=a.dtype.kind in "fc")
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    return a is b or bool(a == b)


def wrong_entries(got: np.ndarray, expected: np.ndarray, precision: int = 8) -> np.ndarray:
    """A mask, True where `got` differs from `expected`; both of one shape, nothing is broadcast.

    `precision` is the item size in bytes of the float type that the answer came in. NaN equals nothing, and an
    infinity equals only itself: an exercise that expects either says so by expecting it (see `compare`).
    """
    rtol, atol = TOLERANCES.get(precision, TOLERANCES[8])
    with np.errstate(all="ignore"):
        close = (np.abs(got - expected) <= atol + rtol * np.abs(expected)) & np.isfinite(expected)
    return ~(close | (got == expected))


def _differ_at_a_glance(got: np.ndarray, expected: np.ndarray, precision: int) -> bool:
    """Whether an entry of three differs, beyond any doubt: of the answers that mistakes would give, most do."""
    rtol, atol = TOLERANCES.get(precision, TOLERANCES[8])
    for place in {0, got.size // 2, got.size - 1} if got.size else ():
        mine, theirs = got.item(place), expected.item(place)
        # Twice the tolerance: a comparison in float32 rounds. What isn't finite is for `wrong_entries` to tell.
        if abs(mine - theirs) > 2 * (atol + rtol * abs(theirs)):
            return True
    return False


def close(got: np.ndarray, expected: np.ndarray, precision: int = 8, nan: bool = False) -> bool:
    """Whether two arrays have one shape and no entry differs; with `nan`, NaN is taken for equal to NaN."""
    if got.shape != expected.shape or _differ_at_a_glance(got, expected, precision):
        return False
    wrong = wrong_entries(got, expected, precision)
    return not (wrong & ~(np.isnan(got) & np.isnan(expected)) if nan else wrong).any()
