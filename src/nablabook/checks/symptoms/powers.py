"""Powers differentiated wrongly: factors that did not come down, exponents that went too far or stayed, bare terms."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from nablabook.checks.question import Trial
from nablabook.checks.symptoms.proposal import Proposal
from nablabook.checks.text import listed

#: Longer gradients are written as one formula, not entry by entry.
MOST = 4

FRACTIONS = {1.0: "", 1 / 2: "half", 1 / 3: "a third", 1 / 4: "a quarter"}


def powers(trial: Trial) -> Iterator[Proposal]:
    """A gradient whose entries were written one by one, each with the same slip or with one of its own."""
    point = trial.args[0] if len(trial.args) == 1 else None
    expected = trial.expected
    if trial.question.kind != "gradient" or not isinstance(point, np.ndarray) or point.shape != expected.shape:
        return
    if expected.ndim != 1 or not 2 <= expected.size <= MOST:
        return
    yield from _fractions(expected)
    yield from _exponents(trial, point)
    yield from _terms(trial, point)
    yield from _kept(trial, point)
    yield from _coordinates_swapped(trial, point)
    yield from _each_of_all(trial, point)


def _fractions(expected: np.ndarray) -> Iterator[Proposal]:
    """Several entries, each a fraction of its own of what it should be."""
    for factors in product(FRACTIONS, repeat=expected.size):
        if sum(factor != 1 for factor in factors) > 1 and len(set(factors)) > 1:
            said = [f"entry [{i}] is {FRACTIONS[factor]}" for i, factor in enumerate(factors) if factor != 1]
            words = f"{listed(said)} of what it should be: an exponent comes down as a factor."
            yield Proposal(("fractions", factors), words[0].upper() + words[1:], np.array(factors) * expected)


def _exponents(trial: Trial, point: np.ndarray) -> Iterator[Proposal]:
    """One power of its own coordinate too few or too many, in every entry or in one."""
    expected, name = trial.expected, trial.question.names(trial.args)[0]
    # Where a coordinate is 0 nothing can be said of its powers: a right entry stays right.
    fewer = np.divide(expected, point, out=expected.copy(), where=point != 0)
    more = expected * point
    down = "the exponent goes down by one, and no further."
    still = "the exponent goes down by one."
    yield Proposal("powers lost", f"Each entry has one power of its own coordinate too few: {down}", fewer)
    yield Proposal("powers kept", f"Each entry has one power of its own coordinate too many: {still}", more)
    for i in range(expected.size):
        here = np.arange(expected.size) == i
        words = f"Entry [{i}] has one power of {name}[{i}] too few: {down}"
        yield Proposal(("power lost", i), words, np.where(here, fewer, expected))
        words = f"Entry [{i}] has one power of {name}[{i}] too many: {still}"
        yield Proposal(("power kept", i), words, np.where(here, more, expected))


def _terms(trial: Trial, point: np.ndarray) -> Iterator[Proposal]:
    """What a coordinate adds to the value, against its being 0, in the place of the slope there."""
    expected, name = trial.expected, trial.question.names(trial.args)[0]
    if trial.question.forward is None:
        return
    value = trial.question.forward((point,))
    rows = [trial.question.forward((np.where(np.arange(point.size) == i, 0.0, point),)) for i in range(point.size)]
    terms = np.array([value - row for row in rows], float)
    words = "Each entry is what its own coordinate adds to the value: it is not differentiated yet."
    yield Proposal("terms", words, terms)
    for i in range(expected.size):
        words = f"Entry [{i}] is what {name}[{i}] adds to the value: it is not differentiated yet."
        yield Proposal(("term", i), words, np.where(np.arange(expected.size) == i, terms, expected))


def _kept(trial: Trial, point: np.ndarray) -> Iterator[Proposal]:
    """Terms without the coordinate, or the constant term, that still stand in its slope; in one entry or in every."""
    name, forward = trial.question.names(trial.args)[0], trial.question.forward
    if forward is None:
        return
    constant = float(forward((np.zeros_like(point, dtype=float),)))
    without = [float(forward((np.where(np.arange(point.size) == i, 0.0, point),))) for i in range(point.size)]
    others = np.array(without) - constant
    for key, kept, words in (
        ("others", others, "what the other coordinates add to the value"),
        ("constant", np.full(point.size, constant), "the constant term of the function"),
        ("both", np.array(without), "every term that is without its own coordinate"),
    ):
        if not np.isfinite(kept).all():
            continue
        vanishes = "for this slope it is a constant, and a constant term vanishes."
        for i in range(point.size):
            said = f"Entry [{i}] has kept {words}: {vanishes}"
            if key == "others" and point.size == 2:
                said = f"Entry [{i}] has kept what {name}[{1 - i}] adds to the value: {vanishes}"
            yield Proposal(("kept", key, i), said, trial.expected + kept * (np.arange(point.size) == i))
        yield Proposal(("kept", key), f"Each entry has kept {words}: {vanishes}", trial.expected + kept)
    if point.size == 2 and constant and np.isfinite(without).all():
        for i in range(2):
            # The one keeps all but its own term, the other only the other's.
            kept = np.where(np.arange(2) == i, without, others)
            words = (
                "Each entry has kept the term of the other coordinate, and one of them the constant term as well: "
                "for its slope these are constants, and a constant term vanishes."
            )
            yield Proposal(("kept", "others", "constant", i), words, trial.expected + kept)


def _coordinates_swapped(trial: Trial, point: np.ndarray) -> Iterator[Proposal]:
    """Of two coordinates each taken for the other, in slopes that are right otherwise."""
    if point.size == 2:
        name = trial.question.names(trial.args)[0]
        words = f"{name}[0] and {name}[1] have changed places: each slope is taken at the other coordinate."
        yield Proposal("coordinates swapped", words, trial.oracle(point[::-1].copy()))


def _each_of_all(trial: Trial, point: np.ndarray) -> Iterator[Proposal]:
    """Each slope computed with the whole point, where one coordinate of it is meant."""
    name = trial.question.names(trial.args)[0]
    columns = [trial.oracle(np.full_like(point, value)) for value in point]
    words = (
        f"Each slope is computed with the whole array {name}, and so comes out as an array: one number is meant. Take "
        f"single entries, such as {name}[0]."
    )
    yield Proposal("slopes of the whole point", words, np.stack(columns, axis=1))
