"""What an error looks like: the few whose message says enough to name a mistake."""

from __future__ import annotations

import re

import numpy as np

from nablabook.checks.call import Raised
from nablabook.checks.question import Question
from nablabook.checks.text import shape

BROADCAST = re.compile(r"operands could not be broadcast together with shapes (\([\d,]*\)) (\([\d,]*\))")


def diagnose_error(question: Question, args: tuple, error: Raised) -> str:
    """A sentence on the likeliest cause of `error`, "" where nothing fits."""
    if error.type == "SystemExit":
        return "`exit()` ends the whole program: a function hands its result back with `return`."
    if error.type == "RecursionError":
        return "The function calls itself without end: where does it stop?"
    if error.type == "NameError" and error.name:
        return f"Nothing is called {error.name} here: is it misspelt, or is a cell above not run yet?"
    found = BROADCAST.search(error.message)
    if error.type == "ValueError" and found:
        return _labels(question, args, {_sizes(found[1]), _sizes(found[2])})
    return ""


def _labels(question: Question, args: tuple, shapes: set[tuple[int, ...]]) -> str:
    """Integer labels (N,) that met a matrix (N, K), as only one-hot rows could."""
    for name, arg in zip(question.names(args), args, strict=True):
        if isinstance(arg, np.ndarray) and arg.ndim == 1 and arg.dtype.kind in "iu" and arg.shape in shapes:
            matrix = next((s for s in shapes if len(s) == 2 and s[0] == len(arg)), None)
            if matrix:
                return (
                    f"{name} holds labels, one integer a sample, shape {shape(arg.shape)}: it is used like a one-hot "
                    f"matrix of shape {shape(matrix)}."
                )
    return ""


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(size) for size in text.strip("()").split(",") if size)
