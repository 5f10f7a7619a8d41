"""What an answer is dressed in: lists, tuples and float32 are fine; what is no array of real numbers is told so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from nablabook.checks.arrays import is_tensor
from nablabook.checks.text import kind, known_type


class Undressed(Exception):
    """An answer that is not an array of real numbers; the message says what it is, in a student's words."""


@dataclass(frozen=True)
class Dressed:
    """An answer as a float64 array, with the item size in bytes of the float type that it was returned in.

    `whole` says that it came as integers, `listed` that it came as a list or tuple.
    """

    array: np.ndarray
    precision: int = 8
    whole: bool = False
    listed: bool = False


def dress(value: Any, what: str) -> Dressed:
    """The student's `value` as a float64 array; `what` names it in the message of `Undressed`."""
    if value is None:
        raise Undressed(f"{what} is None. Is a `return` missing?")
    if value is Ellipsis:
        raise Undressed(f"{what} is still `...`.")
    if callable(value):
        raise Undressed(f"{what} is a function, not its result. Are the parentheses of a call missing?")
    if is_tensor(value):
        raise Undressed(f"{what} is a torch tensor. This exercise wants numpy: torch only checks the result.")
    if isinstance(value, str | bytes | dict | set):
        raise Undressed(f"{what} is {kind(value)}, not an array of numbers.")
    if isinstance(value, np.ma.MaskedArray):
        raise Undressed(f"{what} is a masked array. Return a plain array: `.filled(...)` or np.where makes one.")
    if isinstance(value, np.matrix):
        raise Undressed(f"{what} is an np.matrix, in which `*` means `@`. Return a plain array: np.asarray(...).")
    try:
        array = np.asarray(value)
    except ValueError:
        raise Undressed(f"{what} is a nest of rows of unequal length, so it is no array.") from None
    except Exception as error:
        raise Undressed(f"{what} is {kind(value)} that numpy can't read ({known_type(error)}).") from None
    if array.dtype == object and any(item is ... for item in array.flat):
        raise Undressed(f"{what} still holds `...`.")
    if array.dtype == object:
        raise Undressed(f"{what} holds Python objects ({_first_kind(array)}), not numbers.")
    if array.dtype.kind == "c":
        raise Undressed(f"{what} holds complex numbers. A gradient here is real.")
    if array.dtype.kind == "b":
        raise Undressed(f"{what} holds True and False, not numbers. `.astype(float)` makes 1 and 0 of them.")
    if array.dtype.kind not in "iuf":
        raise Undressed(f"{what} holds {array.dtype} values, not numbers.")
    precision = array.dtype.itemsize if array.dtype.kind == "f" else 8
    listed = isinstance(value, list | tuple)
    return Dressed(np.array(array, dtype=np.float64), min(precision, 8), array.dtype.kind in "iu", listed)


def _first_kind(array: np.ndarray) -> str:
    odd = next((item for item in array.flat if not isinstance(item, int | float)), None)
    return "None" if odd is None else kind(odd)
