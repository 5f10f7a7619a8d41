"""The right numbers in the wrong form: shape, transpose, broadcasting, integers, an input handed back."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nablabook.checks.arrays import wrong_entries
from nablabook.checks.question import Trial
from nablabook.checks.symptoms.proposal import Proposal
from nablabook.checks.text import shape

#: A row or a column, with one axis, in the place of a table: of one row alone that is what is wrong.
AXIS_LOST = (
    "Its first axis is lost: `A[0]` is one row, with one axis; a slice, with its colon, keeps both.",
    "Its second axis is lost: `A[:, 0]` is one column, with one axis; a slice, with its colon, keeps both.",
)


def shapes(trial: Trial) -> Iterator[Proposal]:
    """Transposed, reshaped, or small enough to fit by broadcasting alone."""
    expected, got = trial.expected, trial.got
    if expected.ndim == 2 and min(expected.shape) > 1:
        yield Proposal("transpose", "It is the transpose of the expected array.", expected.T)
    if got.shape != expected.shape and got.size == expected.size:
        right = (
            f"its shape should be {shape(expected.shape)}" if expected.ndim else "one number is meant, and no array"
        )
        yield Proposal("reshaped", f"The numbers are right, their shape is not: {right}.", expected.reshape(got.shape))
    elif got.shape != expected.shape and _broadcasts(got.shape, expected.shape):
        first = expected[tuple(slice(0, 1) for _ in range(expected.ndim))].reshape((1,) * expected.ndim)
        if got.ndim == expected.ndim:
            first = expected[tuple(slice(0, size) for size in got.shape)]
        if first.size == got.size:
            words = "The shape only fits by broadcasting: each entry has a value of its own."
            entries = trial.args and isinstance(trial.args[0], np.ndarray) and trial.args[0].shape == expected.shape
            if entries and expected.ndim == 1 and got.ndim == 1 and trial.question.kind == "values":
                words = "Only the first entry is there: does a `return` stand inside the loop?"
            yield Proposal("broadcast", words, first.reshape(got.shape))
    if not expected.ndim and got.ndim == 1 and got.size > 1:
        right = ~wrong_entries(got, np.broadcast_to(expected, got.shape), trial.precision)
        if right.any():
            yield Proposal("one of them", "The right number is one of these, and one is meant: which?", got)
    if got.ndim > expected.ndim and got.shape[got.ndim - expected.ndim :] == expected.shape:
        words = f"The right array stands in it several times: its shape should be {shape(expected.shape)}."
        yield Proposal("stacked", words, np.broadcast_to(expected, got.shape))


def first_entries(trial: Trial) -> Iterator[Proposal]:
    """The first entries alone, as many as somebody counted where another number came in."""
    expected, got = trial.expected, trial.got
    if expected.ndim != 1 or got.ndim != 1 or not 0 < got.size < expected.size:
        return
    for name, arg in zip(trial.question.names(trial.args), trial.args, strict=True):
        if isinstance(arg, np.ndarray) and arg.shape == expected.shape:
            words = (
                f"The first entries are right, the others are missing: {name} may have any number of entries. "
                "Calculate with the whole arrays."
            )
            yield Proposal("first entries", words, expected[: got.size])
            return


def _broadcasts(small: tuple[int, ...], large: tuple[int, ...]) -> bool:
    return len(small) <= len(large) and all(s in (1, n) for s, n in zip(small[::-1], large[::-1], strict=False))


def collapsed(trial: Trial) -> Iterator[Proposal]:
    """Entries added up that should stand side by side, or standing in reverse."""
    expected = trial.expected
    if expected.ndim and trial.got.ndim == 0 and trial.got == 0:
        # Of entries that cancel each other the sum is 0 as well, up to rounding: an exact 0 was likelier written down.
        words = f"It is a plain number, 0, where an array of shape {shape(expected.shape)} belongs."
        yield Proposal("plain zero", words, np.zeros(()))
    if expected.ndim == 1 and expected.size > 1:
        yield Proposal("added up", "The entries are added up into one number.", expected.sum())
        first = (
            "It is the first entry alone. `np.array` takes one list, `np.array([a, b])`: what comes after is dropped."
        )
        yield Proposal("first alone", first, expected[0])
        yield Proposal("reversed", "The entries stand in reverse order.", expected[::-1])
        yield Proposal("averaged", "The entries are averaged: one number is left of all of them.", expected.mean())
    if expected.ndim == 2:
        yield Proposal("added up", "The entries are added up into one number.", expected.sum())
        yield Proposal("averaged", "The entries are averaged: one number is left of all of them.", expected.mean())
        for axis, name in ((0, "rows"), (1, "columns")):
            if expected.size:
                # Before the sum: that over a single row is this row, and nothing has been added.
                yield Proposal(("axis lost", axis), AXIS_LOST[axis], expected.take(0, axis))
            yield Proposal(("added up", axis), f"The {name} are added up.", expected.sum(axis=axis))


def integers(trial: Trial) -> Iterator[Proposal]:
    """Decimals cut off, as an array of integers does."""
    words = "The decimals are cut off: an array of integers can't hold decimals. Start from floats."
    yield Proposal("truncated", words, np.trunc(trial.expected))


def handed_back(trial: Trial) -> Iterator[Proposal]:
    """An input, unchanged."""
    names = trial.question.names(trial.args)
    for name, arg in zip(names, trial.args, strict=True):
        if isinstance(arg, np.ndarray) and arg.shape == trial.expected.shape:
            yield Proposal(("input", name), f"It is the input {name} itself, unchanged.", np.asarray(arg, float))
            words = f"It is the expected result minus {name}: is {name} itself left out?"
            yield Proposal(("without", name), words, trial.expected - arg)
