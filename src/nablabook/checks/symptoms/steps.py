"""Updates: the opposite way, too long or too short, or one coordinate after the other."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nablabook.checks.question import Trial, named_parts
from nablabook.checks.symptoms.proposal import Proposal

#: More coordinates than these are not updated one by one in an exercise.
MOST = 8

LENGTHS = {
    2.0: "twice as long as it should be.",
    0.5: "half as long as it should be.",
    3.0: "three times as long as it should be.",
    1 / 3: "a third as long as it should be.",
}


def scaled(trial: Trial) -> Iterator[Proposal]:
    """The step from the first argument turned round, or longer or shorter; the whole of it, or one entry."""
    start = trial.args[0] if len(trial.args) > 1 else None
    if trial.question.kind != "values" or not isinstance(start, np.ndarray) or start.shape != trial.expected.shape:
        return
    step = trial.expected - start
    turned = "The step has the right length and goes the opposite way: is a sign turned round?"
    yield Proposal("step turned", turned, start - step)
    for name, rate in zip(trial.question.names(trial.args), trial.args, strict=True):
        if isinstance(rate, float) and rate:
            words = f"It is the gradient itself: the new point is the old one minus {name} times it."
            yield Proposal(("gradient", name), words, -step / rate)
            yield from _with_rate(trial, start, step, name, rate)
    minus = "It is what has to be subtracted: the new point is the old one minus it."
    yield Proposal("step alone", minus, -step)
    for factor, words in LENGTHS.items():
        yield Proposal(("step", factor), f"The step is {words}", start + factor * step)
    if step.ndim == 1 and 2 <= step.size <= MOST:
        for i in range(step.size):
            one = np.eye(step.size)[i]
            turned = f"The step in entry [{i}] goes the opposite way."
            yield Proposal(("step turned", i), turned, start + step * (1 - 2 * one))
            for factor, words in LENGTHS.items():
                scaled_one = start + step * (1 + (factor - 1) * one)
                yield Proposal(("step", i, factor), f"The step in entry [{i}] is {words}", scaled_one)


def _with_rate(trial: Trial, start: np.ndarray, step: np.ndarray, name: str, rate: float) -> Iterator[Proposal]:
    """Slips in a step whose length goes with a rate: what the rate multiplies, and what the gradient is kept in."""
    point = trial.question.names(trial.args)[0]
    words = (
        f"{name} multiplies {point} as well. It belongs to the gradient alone: is there a pair of parentheses too "
        "many?"
    )
    yield Proposal(("all of it", name), words, rate * start + step)
    words = f"{point} and the gradient have changed places: it is the gradient minus {name} times {point}."
    yield Proposal(("places", name), words, -step / rate - rate * start)
    # Of a slope that is a whole number, rounding must not leave the one below it.
    slopes = np.trunc(np.round(-step / rate, 9))
    words = "The slopes have lost their decimals: an array of integers can't hold decimals. Start from floats."
    yield Proposal(("slopes truncated", name), words, start - rate * slopes)


def reversed_or_left(trial: Trial) -> Iterator[Proposal]:
    """The step from the first argument with its entries in reverse order, or with one or all but one left out."""
    start = trial.args[0] if len(trial.args) > 1 else None
    if trial.question.kind != "values" or not isinstance(start, np.ndarray) or start.shape != trial.expected.shape:
        return
    step = trial.expected - start
    if step.ndim == 1 and 2 <= step.size <= MOST:
        turned = "The entries of the step stand in reverse order: is that of the gradient turned round?"
        yield Proposal("step reversed", turned, start + step[::-1])
        name = trial.question.names(trial.args)[0]
        for i in range(step.size):
            words = f"Entry [{i}] is that of {name}, unchanged: the step leaves it out."
            yield Proposal(("step left out", i), words, np.where(np.arange(step.size) == i, start, trial.expected))
        if step.size > 2:  # of two coordinates the other may have been forgotten
            first = np.arange(step.size) == 0
            loop = "does a `return` stand inside the loop?"
            words = f"Entry [0] is right, and all others are those of {name}, unchanged: {loop}"
            yield Proposal("first alone moved", words, np.where(first, trial.expected, start))
            words = f"Entry [0] is right, and all others are 0: {loop}"
            yield Proposal("first alone filled", words, np.where(first, trial.expected, 0.0))


def in_place(trial: Trial) -> Iterator[Proposal]:
    """An argument that is to be changed in place: left as it was, or its step turned, longer or shorter."""
    if trial.question.changes is None:
        return
    before = named_parts(trial.args[trial.question.changes]).get(trial.question.part)
    if not isinstance(before, np.ndarray) or before.shape != trial.expected.shape:
        return
    step = trial.expected - before
    same = (
        "It is as it was before. Is it left out, or did `a = a - b` make a new array? "
        "`a -= b` writes into the one there is."
    )
    yield Proposal("unchanged", same, before)
    yield Proposal("step turned", "The step has the right length and goes the opposite way.", before - step)
    for factor, words in LENGTHS.items():
        yield Proposal(("step", factor), f"The step is {words}", before + factor * step)


def in_sequence(trial: Trial) -> Iterator[Proposal]:
    """Each coordinate updated at the point that the ones before it have already left.

    The oracle gives the simultaneous update from any point; one coordinate of it, at partly updated points, is the
    sequential one.
    """
    if trial.question.kind != "values" or trial.expected.ndim != 1 or not 2 <= trial.expected.size <= MOST:
        return
    start = trial.args[0] if trial.args else None
    if not isinstance(start, np.ndarray) or start.shape != trial.expected.shape:
        return
    count = trial.expected.size
    first = "The coordinates are updated one after the other: the second already sees the new first one."
    yield Proposal("in sequence", first, _walk(trial, start, range(count)))
    back = "The coordinates are updated one after the other, the last one first: the first already sees the new last."
    yield Proposal("in reverse sequence", back, _walk(trial, start, range(count - 1, -1, -1)))


def factor_lost(trial: Trial) -> Iterator[Proposal]:
    """One entry of a gradient, or of a step by it, taken as if another coordinate were 1, or 0; or both of two.

    So it comes out where a constant factor is dropped as if it were a constant term.
    """
    start = trial.args[0] if trial.args else None
    if trial.question.kind not in ("values", "gradient") or not isinstance(start, np.ndarray):
        return
    if start.ndim != 1 or start.shape != trial.expected.shape or not 2 <= start.size <= MOST:
        return
    name = trial.question.names(trial.args)[0]
    for i in range(start.size):
        for j in range(start.size):
            for value in (1.0, 0.0) if i != j else ():
                there = np.where(np.arange(start.size) == j, value, start)
                array = trial.expected.copy()
                array[i] = trial.oracle(there, *trial.args[1:])[i]
                words = (
                    f"Entry [{i}] comes out as if {name}[{j}] were {value:g} in its slope: "
                    "a constant factor stays, only a constant term vanishes."
                )
                yield Proposal(("factor lost", i, j, value), words, array)
    if start.size == 2:
        alone = [trial.oracle(np.where(np.arange(2) == i, start, 1.0), *trial.args[1:])[i] for i in range(2)]
        both = (
            "Both entries come out as if the other coordinate were 1 in their slopes: a constant factor stays, "
            "only a constant term vanishes."
        )
        yield Proposal("factors lost", both, np.array(alone))


def _walk(trial: Trial, start: np.ndarray, order: range) -> np.ndarray:
    here = start.astype(float)
    for i in order:
        here[i] = trial.oracle(here, *trial.args[1:])[i]
    return here
