"""Weights drawn from numpy's generator: of another size, in another order, or from a generator that began anew."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from nablabook.checks.question import Trial
from nablabook.checks.symptoms.proposal import Proposal

#: An array smaller than this could stand somewhere in the stream by chance, a larger one takes long to find.
SIZES = range(4, 257)
#: How far into the stream an array is looked for.
STREAM = 2048
#: Seeds that are often written in; those of the question's other inputs are tried, too.
COMMON_SEEDS = (0, 1, 42)

VARIANCE = "That is the variance, 2/fan-in, where the standard deviation is meant: its root."
NO_TWO = "The 2 is left out of √(2/fan-in)."
ROOT_OF_2 = "The root is taken of the 2 alone: √(2/fan-in) has the whole fraction below it, `np.sqrt(2 / ...)`."
UNSCALED = "The standard deviation is 1: the weights are not scaled."
GOES_OUT = "It is scaled by what goes out of the layer, not by what comes in."
OTHER_FAN = "√(2/{name}) is taken, and {name} is not what comes into this layer."
AGAIN = "The generator is started again: then it begins with the same numbers. One generator goes on for all."
LATER = "The generator has drawn another array before this one: its first numbers are meant here."
ELSEWHERE = "These are other numbers of the generator's than are meant: are the arrays drawn in another order?"
OTHER_SEED = "These are the numbers of another seed. Does a number stand in the place of {name}? Take {name}."
OLD = "The numbers are those of np.random itself: np.random.default_rng(seed) makes the generator that is meant."


def normals(trial: Trial) -> Iterator[Proposal]:
    """Mistakes with a matrix that is a piece of the seed's stream of normal numbers, times √(2/fan-in)."""
    expected = trial.expected
    if trial.question.kind != "values" or expected.ndim != 2 or expected.size not in SIZES:
        return
    rows, columns = expected.shape
    std = float(np.sqrt(2 / rows))
    whole = {
        name: int(arg)
        for name, arg in zip(trial.question.names(trial.args), trial.args, strict=True)
        if isinstance(arg, int | np.integer) and not isinstance(arg, bool) and arg >= 0
    }
    for seed in dict.fromkeys(whole.values()):
        stream = np.random.default_rng(seed).standard_normal(STREAM)
        start = _place(stream, expected / std)
        if start is not None:
            break
    else:
        return
    yield Proposal("variance", VARIANCE, expected * std)
    yield Proposal("no 2", NO_TWO, expected / np.sqrt(2))
    yield Proposal("root of 2", ROOT_OF_2, expected / np.sqrt(rows))
    yield Proposal("not scaled", UNSCALED, expected / std)
    if columns != rows:
        yield Proposal("fan-out", GOES_OUT, expected * np.sqrt(rows / columns))
    for name, size in whole.items():
        if size not in (0, rows, columns):
            yield Proposal(("fan-in", name), OTHER_FAN.format(name=name), expected * np.sqrt(rows / size))
    piece = std * stream
    if start:
        yield Proposal("again", AGAIN, piece[: expected.size].reshape(expected.shape))
    place = _place(stream, trial.got / std) if trial.got.shape == expected.shape else None
    if place is not None and place != start:
        words = ELSEWHERE if start else LATER
        yield Proposal("other draws", words, piece[place : place + expected.size].reshape(expected.shape))
    old = np.random.RandomState(seed % 2**32).standard_normal(STREAM)
    place = _place(old, trial.got / std) if trial.got.shape == expected.shape else None
    if place is not None:
        yield Proposal("old", OLD, std * old[place : place + expected.size].reshape(expected.shape))
    # One seed for all inputs: where it is what comes in, it gives the right answer.
    owner = next(name for name, number in whole.items() if number == seed)
    argument = trial.question.names(trial.args).index(owner)
    for other in dict.fromkeys((*(tried[argument] for tried in trial.question.tries), *COMMON_SEEDS)):
        numbers = np.random.default_rng(other).standard_normal(start + expected.size)
        words = OTHER_SEED.format(name=owner)
        yield Proposal(("seed", other), words, std * numbers[start:].reshape(expected.shape))


def _place(stream: np.ndarray, array: np.ndarray) -> int | None:
    """Where in the stream the entries of `array` stand one after the other."""
    near = np.isclose(sliding_window_view(stream, array.size), array.reshape(-1), rtol=1e-5, atol=1e-6)
    hits = np.flatnonzero(near.all(axis=1))
    return int(hits[0]) if hits.size else None
