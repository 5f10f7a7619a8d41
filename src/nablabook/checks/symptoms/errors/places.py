"""Places that are not there: an index too large, a list that was to grow, labels that pick rows."""

from __future__ import annotations

import re
from itertools import takewhile

import numpy as np

from nablabook.checks.arrays import same
from nablabook.checks.call import Raised
from nablabook.checks.question import Question
from nablabook.checks.symptoms.errors.lines import CALLED
from nablabook.checks.symptoms.labels import beside_scores

#: numpy's words for a place that is not there.
NO_SUCH_PLACE = re.compile(r"index \d+ is out of bounds for axis [01] ")

#: An index that is too large for an array with one axis, or for the first axis, and the size there.
OUT_OF_BOUNDS = re.compile(r"index (\d+) is out of bounds for axis 0 with size (\d+)")

#: A line that writes to a place: `path[i] = ...`.
WRITTEN_TO = re.compile(r"(\w+)\[.*\] *[-+*/]?=(?!=)")


def grown_list(question: Question, args: tuple, error: Raised) -> str:
    """A list written to at a place that it has not got: it is not the counting that is wrong."""
    if "list assignment index out of range" not in error.message:
        return ""
    place = CALLED.search(error.lines)
    written = WRITTEN_TO.match(place[2]) if place else None
    name = written[1] if written else "a"
    return (
        f"A list doesn't grow by `{name}[i] = …`: that only replaces an entry that is there already. "
        f"Use `{name}.append(…)`."
    )


def labels_for_rows(question: Question, args: tuple, error: Raised) -> str:
    """Labels (N,) that pick rows of a matrix (N, K), where each names a column of its own row."""
    found = any(beside_scores(args, arg) is not None for arg in args)
    if not error.rows or not found or not NO_SUCH_PLACE.search(error.message):
        return ""
    return (
        f"The labels in {error.rows} are used as row numbers, and a label is the number of a column. Choose rows and "
        f"columns, `[rows, {error.rows}]`: one of each for a sample."
    )


def longer_before(question: Question, args: tuple, error: Raised) -> str:
    """A place that an argument hasn't got, and had on every input before this one: a loop with its length in it."""
    found = OUT_OF_BOUNDS.search(error.message)
    before = list(takewhile(lambda tried: not same(list(tried), list(args)), question.tries))
    if not found or not before:
        return ""
    place, size = (int(digits) for digits in found.groups())
    for i, (name, arg) in enumerate(zip(question.names(args), args, strict=True)):
        if np.shape(arg) == (size,) and all(np.ndim(tried[i]) == 1 and len(tried[i]) > place for tried in before):
            return (
                f"Here {name} has {size} entries, and {len(before[-1][i])} before: is a number written in, where "
                f"`len({name})` is meant?"
            )
    return ""
