"""Messages of Python's and numpy's that say enough by themselves."""

from __future__ import annotations

import re

from nablabook.checks.call import Raised
from nablabook.checks.question import Question

#: Of a path it is not said: there a list, with its `append`, is easier.
FLAT = (
    "Arrays that are put together have the same number of axes. Give the flat one a second axis: `a[:, None]` makes a "
    "column of it, `a[None, :]` a row, and so does `reshape`."
)

#: What a message of Python's or numpy's means to somebody who meets it for the first time.
BY_MESSAGE = (
    (r"bitwise_xor|for \^", "A power is written `**` in Python: `x ** 2`. The sign `^` means something else."),
    (
        r"arrays used as indices must be of integer",
        "An index is made of whole numbers, or of True and False. Is a matrix of decimals used as one, such as "
        "one-hot rows?",
    ),
    (
        r"out of bounds for axis|index out of range",
        "Python counts from 0: of n entries the first is [0], the last [n − 1]. However many there are, [-1] is the "
        "last.",
    ),
    (
        r"is out of bounds for array of dimension 1",
        "There is no such axis: an array with one axis has axis 0 alone. The last axis is axis=-1, however many there "
        "are. A sum over an axis takes it away, and those behind it move up.",
    ),
    (
        r"'numpy.ndarray' object is not callable",
        "Round parentheses call a function. An entry is taken with square ones: x[0].",
    ),
    (
        r"'numpy.ndarray' object has no attribute 'append'",
        "A list has `append`, an array has not. Keep the rows in a list; `np.array` makes an array of it at the end.",
    ),
    (
        r"must have same number of dimensions.* has 2 dim.* has 1 dim|number of dimensions.* has 1 dim.* has 2 dim",
        FLAT,
    ),
    (
        r"must have same number of dimensions",
        "Arrays that are put together have the same number of axes. A list, with its `append`, takes anything: "
        "`np.array` makes an array of it at the end.",
    ),
    (
        r"matmul: Input operand \d does not have enough dimensions",
        "`@` is for two arrays. A number times an array is written with `*`.",
    ),
    (
        r"'NoneType' object has no attribute 'append'",
        "`append` changes its list and returns None: `path.append(x)`, without `path =`.",
    ),
    (
        r"can't multiply sequence by non-int",
        "A list can't be multiplied by such a number. Make it an array: `np.array([...])`.",
    ),
    (
        r"truth value of an array",
        "`if`, `and`, `or` and Python's `max` and `min` want one True or False, and an array has one an entry. "
        "Entry by entry work `np.where`, `np.maximum`, `&` and `|`.",
    ),
    (
        r"'(numpy\.)?(int|int64|float|float64)' object is not iterable",
        "A number can't be gone through: `for _ in range(n):` goes n times.",
    ),
    (
        r"(sum|mean)\(generator\)|unsupported operand type\(s\) for /: 'generator'",
        "numpy takes an array or a list, and no generator: Python's own `sum(...)` adds one up.",
    ),
    (r"tuple indices must be integers", "A tuple has places and no names: a dict is meant here."),
    (
        r"as a data type|Field elements must be",
        "`np.array` takes one list: `np.array([a, b])`, with square brackets inside.",
    ),
    (
        r"\w*(stack|concatenate)\w*\(\) (takes 1 positional argument|got multiple values for argument 'axis')",
        "What is put together comes as one list, with square brackets of its own: `np.vstack([a, b])`, "
        "`np.concatenate([a, b], axis=1)`.",
    ),
    (
        r"except for the concatenation axis must match",
        "Arrays that are put together agree in all axes but one. Write their shapes down: is it the right axis?",
    ),
    (
        r"not supported between instances of 'dict' and 'dict'",
        "Neither of two dicts is the smaller. Where pairs are compared and their first entries are equal, such as two "
        "losses, Python compares what comes next. Give `min` a `key`: `key=lambda pair: pair[0]`.",
    ),
    (
        r"(unsupported operand|not supported between) .*'(function|method)'",
        "A function stands where its result is meant: call it, with parentheses.",
    ),
)


def by_message(question: Question, args: tuple, error: Raised) -> str:
    """What the message means."""
    for pattern, words in BY_MESSAGE:
        if re.search(pattern, error.message) and not (words is FLAT and question.kind == "path"):
            return words
    return ""
