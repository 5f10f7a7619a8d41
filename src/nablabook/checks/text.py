"""Numbers, indices and shapes in words: one format for cards, exceptions and tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np


def number(value: float, beside: float | None = None) -> str:
    """`value` with at most four decimals, and more where fewer would hide its difference from `beside`."""
    if not np.isfinite(value):
        return {"nan": "NaN", "inf": "inf", "-inf": "−inf"}[str(float(value))]
    for digits in range(4, 17):
        text = _fixed(value, digits)
        if beside is None or not np.isfinite(beside) or value == beside or text != _fixed(beside, digits):
            break
    return text.replace("-", "−", 1) if text.startswith("-") else text


def _fixed(value: float, digits: int) -> str:
    """`digits` decimals without trailing zeros; scientific where that would be long or lose the number."""
    if value == 0:
        return "0"
    if abs(value) >= 1e6 or abs(value) < 10.0**-digits:
        return f"{value:.{digits}g}".replace("e+0", "e").replace("e-0", "e-").replace("e+", "e")
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def index(position: tuple[int, ...]) -> str:
    """An index as it is typed: [1] or [0, 2]."""
    return "[" + ", ".join(str(i) for i in position) + "]"


def shape(sizes: tuple[int, ...]) -> str:
    """A shape as numpy prints it."""
    return str(tuple(int(size) for size in sizes))


def brief(value: Any, most: int = 60) -> str:
    """An input in a few characters, for "at theta = [2, 1]"."""
    if isinstance(value, np.ndarray):
        if value.size > 8:
            return f"an array of shape {shape(value.shape)}"
        if value.ndim == 0:
            return number(value.item())
        if value.ndim == 1:
            return "[" + ", ".join(number(float(v)) for v in value) + "]"
        return "[" + ", ".join(brief(row) for row in value) + "]"
    if isinstance(value, bool | str):
        return repr(value)[:most]
    if isinstance(value, int | float | np.number):
        return number(float(value))
    if callable(value):
        return getattr(value, "__name__", "a function")
    if isinstance(value, dict) and any(isinstance(item, np.ndarray) for item in value.values()):
        return f"a dict with {listed([str(key) for key in value])}"
    text = repr(value)
    return text if len(text) <= most else text[: most - 1] + "…"


def kind(value: Any) -> str:
    """The type of a value with its article: "a list", "an int"."""
    names = {"str": "string", "NoneType": "None", "ndarray": "array", "ellipsis": "`...`"}
    name = names.get(known_type(value), known_type(value))
    return name if name in ("None", "`...`") else f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def known_type(value: Any) -> str:
    """The name of a value's type, or of the nearest base that Python or numpy defines.

    A name of the student's own never gets into a message: a class made in the answer could carry a hidden input in it.
    """
    bases = [base for base in type(value).__mro__ if base.__module__ in ("builtins", "numpy", "decimal", "fractions")]
    return bases[0].__name__


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: "a", "a and b", "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def plain_message(message: str) -> str:
    """An error's message without the signature of numpy's product: `(n?,k),(k,m?)->(n?,m?)` says less than sizes."""
    message = re.sub(r", with gufunc signature \S+", "", message)
    return re.sub(r"gufunc core with signature \S+ requires", "and needs", message)


def inputs(names: list[str], args: tuple) -> str:
    """The arguments of a call in words: "theta = [2, 1], lr = 0.1"."""
    return ", ".join(f"{name} = {brief(arg)}" for name, arg in zip(names, args, strict=True))
