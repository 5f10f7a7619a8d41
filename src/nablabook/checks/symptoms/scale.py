"""Signs and factors: of the whole answer, or of one entry of a vector."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nablabook.checks.question import Trial
from nablabook.checks.symptoms.proposal import Proposal, batch_size

#: A vector longer than this is not looked through entry by entry.
LONGEST = 16

FACTORS = {
    2.0: "twice too large. Is there a factor 2 too many, or a missing 1/2?",
    0.5: "half of what it should be. Is a factor 2 missing?",
    3.0: "three times too large. Is there a factor 3 too many?",
    1 / 3: "a third of what it should be. Is a factor 3 missing?",
    float(1 / np.log(2)): "1.44 times too large. Is it log2, where the natural logarithm is meant?",
    float(1 / np.log(10)): "0.43 times what it should be. Is it log10, where the natural logarithm is meant?",
}


def _factors(trial: Trial) -> dict[float, str]:
    """FACTORS for this trial: only where a function of a point is differentiated can an exponent be meant."""
    if trial.question.kind != "gradient" or len(trial.args) > 1:
        return FACTORS
    return FACTORS | {1 / 3: "a third of what it should be. Is a factor 3 missing, the exponent that comes down?"}


def whole(trial: Trial) -> Iterator[Proposal]:
    """The whole answer negated, zero, or times a constant."""
    expected = trial.expected
    each = "Every entry" if expected.ndim else "It"
    yield Proposal("zero", f"{each} is 0.", np.zeros_like(expected))
    yield Proposal("sign", f"{each} has the wrong sign.", -expected)
    for factor, words in _factors(trial).items():
        yield Proposal(("factor", factor), f"{each} is {words}", factor * expected)


def batch(trial: Trial) -> Iterator[Proposal]:
    """The whole answer times a power of N or K, the rows and columns of the first matrix among the inputs."""
    matrices = [arg for arg in trial.args if isinstance(arg, np.ndarray) and arg.ndim == 2]
    rows = batch_size(trial.args)
    if rows is None or not matrices:
        return
    columns = next(arg for arg in matrices if len(arg) == rows).shape[1]
    for key, factor, words in (
        ("N too large", rows, f"N = {rows} times too large: is it a sum where the mean over the batch is meant?"),
        ("N too small", 1 / rows, f"N = {rows} times too small: is it divided by N once too often?"),
        ("N² too small", rows**-2, "N² times too small: is it divided by N twice too often?"),
        ("K too large", columns, f"{columns} times too large: {columns} is the number of columns."),
        ("K too small", 1 / columns, f"{columns} times too small: is the mean taken over the columns too?"),
        ("K for N", rows / columns, f"divided by the number of columns, {columns}, where N = {rows} is meant."),
    ):
        if factor != 1:
            each = "Every entry" if trial.expected.ndim else "It"
            yield Proposal(key, f"{each} is {words}", factor * trial.expected)


def quarter(trial: Trial) -> Iterator[Proposal]:
    """A quarter of the whole answer, where nothing that came in first could be the 4.

    An axis of 4 may be a batch of four that something is divided by, and in the place of a plain number, such as a
    rate, a quarter of it may be written in. The first input is among those that a symptom has to explain, always, so
    that of the others nothing need be asked.
    """
    if not all(isinstance(arg, np.ndarray) and arg.ndim and 4 not in arg.shape for arg in trial.question.tries[0]):
        return
    each = "Every entry" if trial.expected.ndim else "It"
    words = "a quarter of what it should be: does a factor 2 stand below the line that belongs above it?"
    yield Proposal("quarter", f"{each} is {words}", trial.expected / 4)


def upside_down(trial: Trial) -> Iterator[Proposal]:
    """One over the answer: a fraction with its halves exchanged."""
    if trial.expected.size and np.isfinite(trial.expected).all() and trial.expected.all():
        words = "It is one over what it should be: the fraction stands upside down."
        yield Proposal("upside down", words, 1 / trial.expected)


def one_entry(trial: Trial) -> Iterator[Proposal]:
    """One entry of a vector negated or times a constant, the others right."""
    if trial.expected.ndim != 1 or not 2 <= trial.expected.size <= LONGEST:
        return
    for i in range(trial.expected.size):
        for factor, words in {-1.0: "", **_factors(trial)}.items():
            array = trial.expected.copy()
            array[i] *= factor
            if factor == -1:
                yield Proposal(("sign", i), f"The sign of entry [{i}] is wrong.", array)
            else:
                yield Proposal(("factor", i, factor), f"Entry [{i}] is {words}", array)
