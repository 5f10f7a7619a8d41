"""Updates of several coordinates: one after the other, where all at once is meant."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nablabook.checks.question import Trial
from nablabook.checks.symptoms.proposal import Proposal

#: More coordinates than these are not updated one by one in an exercise.
MOST = 8


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


def _walk(trial: Trial, start: np.ndarray, order: range) -> np.ndarray:
    here = start.astype(float)
    for i in order:
        here[i] = trial.oracle(here, *trial.args[1:])[i]
    return here
