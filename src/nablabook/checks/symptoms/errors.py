"""What an error looks like: the few whose message says enough to name a mistake."""

from __future__ import annotations

import re

import numpy as np

from nablabook.checks.call import Raised
from nablabook.checks.question import Question
from nablabook.checks.text import shape

BROADCAST = re.compile(r"operands could not be broadcast together with shapes (\([\d,]*\)) (\([\d,]*\))")

#: What a message of Python's or numpy's means to somebody who meets it for the first time.
BY_MESSAGE = (
    (r"bitwise_xor|for \^", "A power is written `**` in Python: `x ** 2`. The sign `^` means something else."),
    (
        r"out of bounds for axis|index out of range",
        "Python counts from 0: of n entries the first is [0], the last [n − 1].",
    ),
    (
        r"'numpy.ndarray' object is not callable",
        "Round parentheses call a function. An entry is taken with square ones: x[0].",
    ),
    (
        r"'NoneType' object has no attribute 'append'",
        "`append` changes its list and returns None: `path.append(x)`, without `path =`.",
    ),
    (
        r"can't multiply sequence by non-int",
        "A list can't be multiplied by such a number. Make it an array: `np.array([...])`.",
    ),
    (r"tuple indices must be integers", "A tuple has places and no names: a dict is meant here."),
    (
        r"as a data type|Field elements must be",
        "`np.array` takes one list: `np.array([a, b])`, with square brackets inside.",
    ),
    (
        r"unsupported operand .*'(function|method)'",
        "A function stands where its result is meant: call it, with parentheses.",
    ),
)


def diagnose_error(question: Question, args: tuple, error: Raised) -> str:
    """A sentence on the likeliest cause of `error`, "" where nothing fits."""
    if error.type == "SystemExit":
        return "`exit()` ends the whole program: a function hands its result back with `return`."
    if error.type == "RecursionError":
        return "The function calls itself without end: where does it stop?"
    # A hidden test repeats no word that comes from an exception: whoever raises it can put an input there.
    if error.type == "NameError" and error.name:
        if question.hidden:
            return "A name is not defined: is it misspelt, or is a cell above not run yet?"
        return f"Nothing is called {error.name} here: is it misspelt, or is a cell above not run yet?"
    if error.type == "UnboundLocalError" and error.name:
        if question.hidden:
            return "A name is used before it has a value: does it get one on every way through the function?"
        return f"{error.name} is used before it has a value: does it get one on every way through the function?"
    for pattern, words in BY_MESSAGE:
        # On a hidden input of another shape the same message has another cause.
        if not question.hidden and re.search(pattern, error.message):
            return words
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
