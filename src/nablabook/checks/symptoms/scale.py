"""Signs and factors: of the whole answer, or of one entry of a vector."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nablabook.checks.question import Trial
from nablabook.checks.symptoms.proposal import Proposal

#: A vector longer than this is not looked through entry by entry.
LONGEST = 16

FACTORS = {
    2.0: "twice too large. Is there a factor 2 too many, or a missing 1/2?",
    0.5: "half of what it should be. Is a factor 2 missing?",
    3.0: "three times too large. Is there a factor 3 too many?",
    1 / 3: "a third of what it should be. Is a factor 3 missing, the exponent that comes down?",
}


def whole(trial: Trial) -> Iterator[Proposal]:
    """The whole answer negated, zero, or times a constant."""
    expected = trial.expected
    yield Proposal("zero", "Every entry is 0.", np.zeros_like(expected))
    yield Proposal("sign", "Every entry has the wrong sign.", -expected)
    for factor, words in FACTORS.items():
        yield Proposal(("factor", factor), f"Every entry is {words}", factor * expected)


def batch(trial: Trial) -> Iterator[Proposal]:
    """The whole answer times N or 1/N, N the number of rows of the first matrix among the inputs."""
    rows = next((arg.shape[0] for arg in trial.args if isinstance(arg, np.ndarray) and arg.ndim == 2), None)
    if rows is None or rows < 2:
        return
    yield Proposal(
        "N too large", "It is N times too large: the mean over the batch divides by N.", rows * trial.expected
    )
    yield Proposal("N too small", "It is N times too small: is 1/N applied twice?", trial.expected / rows)


def one_entry(trial: Trial) -> Iterator[Proposal]:
    """One entry of a vector negated or times a constant, the others right."""
    if trial.expected.ndim != 1 or not 2 <= trial.expected.size <= LONGEST:
        return
    for i in range(trial.expected.size):
        for factor, words in {-1.0: "", **FACTORS}.items():
            array = trial.expected.copy()
            array[i] *= factor
            if factor == -1:
                yield Proposal(("sign", i), f"The sign of entry [{i}] is wrong.", array)
            else:
                yield Proposal(("factor", i, factor), f"Entry [{i}] is {words}", array)
