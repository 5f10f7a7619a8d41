"""Arrays where one number is meant, or one number where the larger of each two is."""

from __future__ import annotations

import re

import numpy as np

from nablabook.checks.call import Raised
from nablabook.checks.question import Question
from nablabook.checks.symptoms import slips

#: The max of Python itself, neither numpy's nor an array's.
PYTHONS_MAX = re.compile(r"(?<![.\w])max\(")

#: An array where numpy wants one whole number, an axis or a size.
NO_NUMBER = re.compile(r"only (?:integer scalar arrays|length-1 arrays|0-dimensional arrays) can be converted to")

AXIS_SECOND = re.compile(r"np\.a?max\(\s*0(?:\.0*)?\s*,")

SIZE = re.compile(r"np\.(eye|identity|zeros|ones|empty|arange)\(\s*(\w+)\s*[,)]")


def largest(question: Question, args: tuple, error: Raised) -> str:
    """A largest where the larger of two was meant."""
    if re.search("truth value of an array", error.message) and PYTHONS_MAX.search(error.lines):
        if alone := _taken_alone(error.lines):
            return (
                f"Python's `max` goes through `{alone}` row by row, and can't say which of two rows is the larger. "
                f"`np.max({alone})` is the largest number in it."
            )
        return (
            "Python's `max` compares two whole arrays, and gets an answer for each entry where it wants one. "
            "`np.maximum(x, 0)` compares entry by entry."
        )
    if NO_NUMBER.search(error.message) and AXIS_SECOND.search(error.lines):
        return "`np.max(0, x)` takes x for an axis of 0. `np.maximum(0, x)` compares entry by entry."
    # Where there is a ReLU, an axis that is gone is likely its.
    gone = re.search(r"out of bounds for array of dimension|core dimension|broadcast|not aligned", error.message)
    return slips.LARGEST if gone and error.bare_zero and slips.has_relu(question, args) else ""


def array_for_a_size(question: Question, args: tuple, error: Raised) -> str:
    """A whole array where the number of rows is asked for."""
    called = SIZE.search(error.lines)
    if not called or not NO_NUMBER.search(error.message):
        return ""
    return f"`np.{called[1]}` wants a number, how many there are to be: is `len({called[2]})` meant?"


def one_number(question: Question, args: tuple, error: Raised) -> str:
    """An array put where one number fits: most often a path that was made without columns."""
    # Of rows of unequal length numpy says more.
    if not error.message.endswith("setting an array element with a sequence"):
        return ""
    words = "One number fits there, and an array was put in: "
    given = dict(zip(question.names(args), args, strict=True))
    start = next((name for name, arg in given.items() if isinstance(arg, np.ndarray) and arg.ndim == 1), "")
    count = next((name for name, arg in given.items() if type(arg) is int), "")
    if question.kind == "path" and start and count:
        return f"{words}does the path have columns? `np.zeros(({count} + 1, len({start})))`."
    return f"{words}has the array that it goes into an axis too few, or is one entry meant?"


def _taken_alone(lines: str) -> str:
    """What a call of Python's `max` has between its parentheses, where it is one thing; "" for several."""
    begin = PYTHONS_MAX.search(lines).end()
    depth = 1
    for end, sign in enumerate(lines[begin:], begin):
        depth += (sign in "([{") - (sign in ")]}")
        if not depth:
            return lines[begin:end].strip()
        if depth == 1 and sign in ",=":
            break
    return ""
