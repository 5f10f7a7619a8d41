"""Paths, one row a step: rows missing at an end, rows that are the same, steps that start from the wrong place."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nablabook.checks.question import Trial
from nablabook.checks.symptoms.proposal import Proposal


def path(trial: Trial) -> Iterator[Proposal]:
    """Mistakes in keeping the rows of a path of shape (steps + 1, n)."""
    expected = trial.expected
    if trial.question.kind != "path" or expected.ndim != 2 or len(expected) < 2:
        return
    yield Proposal("start missing", "The start is missing: the path begins after the first step.", expected[1:])
    for i, count in enumerate(trial.args):
        if type(count) is int and count == len(expected) - 1:
            longer = trial.oracle(*trial.args[:i], count + 1, *trial.args[i + 1 :])
            also = "The start is missing: the path begins after the first step, and has one step more."
            yield Proposal("start missing, one more", also, longer[1:])
    if trial.got.shape == (expected.size,):
        row = (
            "All numbers stand in one long row, as `np.append` leaves them. Points in a list become rows of an array."
        )
        yield Proposal("one row", row, trial.got)
    alone = (
        "Only the start is there: no step was added. `np.append` changes nothing in place. Keep the points in a list, "
        "and use its `append`."
    )
    yield Proposal("start alone", alone, expected[:1])
    yield Proposal("start alone, no row", alone, expected[0])
    yield Proposal("end missing", "The last step is missing from the path.", expected[:-1])
    yield Proposal("end only", "Only the end is returned, not the path.", expected[-1])
    summed = "All points are added up into one: `path += theta` adds numbers. `path.append(x)` puts a row at the end."
    for first in (0, 1):
        total = expected[first:].sum(axis=0)
        yield Proposal(("sum", first), summed, total)
        yield Proposal(("sum in a row", first), summed, total[None])
    anew = "does `path = [...]` stand inside the loop, so that it begins anew each time?"
    yield Proposal("last two", f"Only the last two points are there: {anew}", expected[-2:])
    yield Proposal("last in a row", f"Only the last point is there: {anew}", expected[-1:])
    same = "Every row is the same: is the same array stored again and again, and changed later?"
    yield Proposal("all rows the end", same, np.broadcast_to(expected[-1], expected.shape))
    after = (
        "The rows after the start are one and the same array, changed later: `-=` does that. Make a new one each time."
    )
    rest = np.concatenate([expected[:1], np.broadcast_to(expected[-1], expected[1:].shape)])
    yield Proposal("all rows after the start the end", after, rest)
    stays = "Every row is the start: the step is computed, but not kept."
    yield Proposal("all rows the start", stays, np.broadcast_to(expected[0], expected.shape))
    stale = "The slope of the start is used for every step. Compute the gradient anew where you stand."
    steps = np.arange(len(expected))[:, None]
    yield Proposal("stale gradient", stale, expected[0] + steps * (expected[1] - expected[0]))
    again = "Every step is taken from the start: take it from the last point so far, `path[-1]`."
    yield Proposal(
        "always from the start", again, np.concatenate([expected[:1], np.repeat(expected[1:2], len(expected) - 1, 0)])
    )
    once = "The path ends after one step: does a `return` stand inside the loop?"
    yield Proposal("one step", once, expected[:2])
    ended = "Only the first step was taken: does a `return` stand inside the loop?"
    yield Proposal("first step alone", ended, expected[1])
    yield Proposal("first step alone, in a row", ended, expected[1:2])
    filled = "After the first step all rows are 0: does a `return` stand inside the loop?"
    yield Proposal("one step filled", filled, np.concatenate([expected[:2], np.zeros_like(expected[2:])]))
    yield from _added(trial)
    start = "The first row is not the start."
    yield Proposal("first row the second", start, np.concatenate([expected[1:2], expected[1:]]))


def _added(trial: Trial) -> Iterator[Proposal]:
    """Each new point added to the one before it, as if it were a step."""
    expected = trial.expected
    starts = [
        i for i, arg in enumerate(trial.args) if isinstance(arg, np.ndarray) and np.array_equal(arg, expected[0])
    ]
    counts = [i for i, arg in enumerate(trial.args) if type(arg) is int and arg == len(expected) - 1]
    if len(starts) != 1 or len(counts) != 1:
        return
    path = [expected[0]]
    for _ in expected[1:]:
        args = list(trial.args)
        args[starts[0]], args[counts[0]] = path[-1], 1
        path.append(path[-1] + trial.oracle(*args)[1])
    words = (
        "The old point is added to each new one: a step gives the point that it leads to, and nothing has to be added "
        "to that."
    )
    yield Proposal("added again", words, np.array(path))
