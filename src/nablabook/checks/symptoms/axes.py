"""Functions of one row, taken along another axis: down the columns, or over all entries at once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nablabook.checks.question import Trial
from nablabook.checks.symptoms.proposal import Proposal


def other_axis(trial: Trial) -> Iterator[Proposal]:
    """What the oracle gives for the columns of the one matrix, or for all its entries as a single row."""
    if trial.question.kind != "values" or len(trial.args) != 1:
        return
    matrix = trial.args[0]
    if not isinstance(matrix, np.ndarray) or matrix.ndim not in (1, 2) or matrix.shape != trial.expected.shape:
        return
    turned = "It is taken down the columns, along the first axis: each row is meant by itself, along the last axis."
    yield Proposal("other axis", turned, trial.oracle(matrix.T).T)
    at_once = "All entries are taken together: each row is meant by itself, along the last axis."
    yield Proposal("all axes", at_once, trial.oracle(matrix.reshape(1, -1)).reshape(matrix.shape))
