"""Functions of one row, or of one column, taken along the other axis or over all entries at once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nablabook.checks.arrays import close
from nablabook.checks.question import Trial
from nablabook.checks.symptoms.proposal import Proposal


def other_axis(trial: Trial) -> Iterator[Proposal]:
    """What the oracle gives for the transpose of the one matrix, or for all its entries as one row or column.

    Whether rows or columns are meant, the oracle says itself, asked for the first of each alone.
    """
    if trial.question.kind != "values" or len(trial.args) != 1:
        return
    matrix, expected = trial.args[0], trial.expected
    if not isinstance(matrix, np.ndarray) or matrix.ndim != 2 or matrix.shape != expected.shape:
        return
    rows = close(trial.oracle(matrix[:1]), expected[:1])
    columns = close(trial.oracle(matrix[:, :1]), expected[:, :1])
    if rows == columns:
        return
    at_once = trial.oracle(matrix.reshape((1, -1) if rows else (-1, 1))).reshape(matrix.shape)
    if rows:
        turned = (
            "It is taken down the columns, along the first axis: each row is meant by itself, along the last axis."
        )
        all_in_one = "All entries are taken together: each row is meant by itself, along the last axis."
    else:
        turned = "It is taken along the rows, the last axis: each column is meant by itself, along the first axis."
        all_in_one = "All entries are taken together: each column is meant by itself, along the first axis."
    yield Proposal(("other axis", rows), turned, trial.oracle(matrix.T).T)
    yield Proposal(("all axes", rows), all_in_one, at_once)
