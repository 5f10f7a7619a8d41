"""Shapes that don't fit: in a product, entry by entry, or put together."""

from __future__ import annotations

import re
from itertools import takewhile

import numpy as np

from nablabook.checks.arrays import same
from nablabook.checks.call import Raised
from nablabook.checks.question import Question
from nablabook.checks.symptoms.errors.lines import CALLED
from nablabook.checks.text import shape

#: Arrays put together that differ in all but the axis along which they are: an axis, and two sizes.
UNEQUAL = re.compile(r"along dimension (\d+), the array at index \d+ has size (\d+) and .* has size (\d+)")

BROADCAST = re.compile(r"operands could not be broadcast together with shapes (\([\d,]*\)) (\([\d,]*\))")

#: Two arrays that a matrix product can't take; numpy names two sizes that should be one.
MISFIT = re.compile(
    r"mismatch in its core dimension.*\(size (\d+) is different from (\d+)\)|shapes .* not aligned: (\d+) .*!= (\d+)"
)

#: A product entry by entry of two names.
STAR = re.compile(r"(?<![\w.*])(\w+) *\* *(\w+)(?![\w.(\[])(?! *\*\*)")

#: A row that was to be written into an array of another width.
ROW = re.compile(r"could not broadcast input array from shape \((\d+),\) into shape \((\d+),\)")


def row(question: Question, args: tuple, error: Raised) -> str:
    """A point of a path that met rows of another length, which was that of another start."""
    found = ROW.search(error.message)
    if question.kind != "path" or not found:
        return ""
    came, width = map(int, found.groups())
    for name, arg in zip(question.names(args), args, strict=True):
        if isinstance(arg, np.ndarray) and arg.shape == (came,) != (width,):
            return f"The number of columns is fixed in your code. It is n, the length of {name}: `len({name})`."
    return ""


def misfit(question: Question, args: tuple, error: Raised) -> str:
    """A matrix product of arrays that don't fit: a vector turned round in vain, an entry missing, or a transpose."""
    found = MISFIT.search(error.message)
    if not found:
        return ""
    if error.turned:
        vain = f"`{error.turned}` has one axis, so `.T` leaves it as it is."
        return f"{vain} A column times a row is `np.outer(column, row)`."
    fits = "`A @ B` needs the last axis of A to be as long as the first of B."
    sizes = [int(size) for size in found.groups() if size]
    shapes = [arg.shape for arg in args if isinstance(arg, np.ndarray)]
    # A vector among the inputs is too short by one, and no matrix among them would fit it if it were turned round.
    short = len(sizes) == 2 and abs(sizes[0] - sizes[1]) == 1 and (min(sizes),) in shapes
    if short and not any(set(sizes) <= set(other) for other in shapes):
        return f"{fits} Here they differ by one: is an entry missing, such as the 1?"
    order = "Do the two stand in the right order? `A @ B` is not `B @ A`."
    return f"{fits} {order} Or is one to be transposed, with `.T`?"


def size_written_in(question: Question, args: tuple, error: Raised) -> str:
    """A size of an input before this one, along an axis on which this one is longer or shorter."""
    found = UNEQUAL.search(error.message)
    if not found:
        return ""
    axis, *sizes = (int(digits) for digits in found.groups())
    here = {size for arg in args if isinstance(arg, np.ndarray) for size in arg.shape}
    before = list(takewhile(lambda tried: not same(list(tried), list(args)), question.tries))
    there = {arg.shape[axis] for tried in before for arg in tried if isinstance(arg, np.ndarray) and arg.ndim > axis}
    for one, other in (sizes, sizes[::-1]):
        if one in there - here and other in here:
            return (
                f"{one} is the size of an input before this one, and here it is {other}: is a number written in, "
                "where `len(x)` or `x.shape` is meant?"
            )
    return ""


def broadcast(question: Question, args: tuple, error: Raised) -> str:
    """Two arrays that numpy can't set against each other entry by entry."""
    found = BROADCAST.search(error.message)
    if error.type != "ValueError" or not found:
        return ""
    sizes = _sizes(found[1]), _sizes(found[2])
    words = "" if question.hidden else _entry_by_entry(question, args, error, *sizes)
    return words or _labels(question, args, set(sizes)) or _one_a_row(question, args, *sizes)


def _labels(question: Question, args: tuple, shapes: set[tuple[int, ...]]) -> str:
    """Integer labels (N,) that met a matrix (N, K), as only one-hot rows could."""
    for name, arg in zip(question.names(args), args, strict=True):
        if isinstance(arg, np.ndarray) and arg.ndim == 1 and arg.dtype.kind in "iu" and arg.shape in shapes:
            matrix = next((s for s in shapes if len(s) == 2 and s[0] == len(arg)), None)
            if matrix:
                flat, one_hot = ("(N,)", "(N, K)") if question.hidden else (shape(arg.shape), shape(matrix))
                return (
                    f"{name} holds labels, one integer a sample, shape {flat}: it is used like a one-hot "
                    f"matrix of shape {one_hot}."
                )
    return ""


def _one_a_row(question: Question, args: tuple, a: tuple[int, ...], b: tuple[int, ...]) -> str:
    """A flat array (N,) that met a matrix (N, K), where numpy sets it against the columns."""
    for table, flat in ((a, b), (b, a)):
        if len(table) != 2 or flat != table[:1]:
            continue
        shapes = [arg.shape for arg in args if isinstance(arg, np.ndarray)]
        if flat not in shapes:
            return (
                "One number a row, shape (N,), meets a matrix (N, K): numpy would set it against the columns. As a "
                "column, shape (N, 1), it fits; `keepdims=True` in a sum or a max leaves it one."
            )
        # What came in flat is not to be made a column: beside weights as wide as it is long it is a bias.
        batch = [size for size in shapes if len(size) == 2 and size[0] == table[1]]
        if batch and any(len(size) == 2 and size[1:] == flat and size not in batch for size in shapes):
            name = question.names(args)[next(i for i, arg in enumerate(args) if np.shape(arg) == flat)]
            lying = "(N, H)" if question.hidden else shape(table[::-1])
            return (
                f"{name} has one number for each unit, so the units have to be the last axis: {lying}. Does the table "
                "lie on its side?"
            )
    return ""


def _entry_by_entry(question: Question, args: tuple, error: Raised, *sizes: tuple[int, ...]) -> str:
    """Two matrices that came in, with a star between them where a product would take them."""
    place = CALLED.search(error.lines)
    shapes = {name: getattr(arg, "shape", ()) for name, arg in zip(question.names(args), args, strict=True)}
    for left, right in STAR.findall(place[2]) if place else ():
        meant = shapes.get(left), shapes.get(right)
        if meant == sizes and len(sizes[0]) == len(sizes[1]) == 2 and sizes[0][1] == sizes[1][0]:
            return "`*` is entry by entry; the product of matrices is `@`."
    return ""


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(size) for size in text.strip("()").split(",") if size)
