"""Jacobians whose off-diagonal entries are missing, or whose diagonal alone is returned."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nablabook.checks.question import Trial
from nablabook.checks.symptoms.proposal import Proposal


def square(trial: Trial) -> Iterator[Proposal]:
    """Mistakes in a square Jacobian: only its diagonal, as a vector or as a matrix; its off-diagonal sign."""
    expected = trial.expected
    if trial.question.kind != "jacobian" or expected.ndim != 2 or len(set(expected.shape)) != 1:
        return
    diagonal = np.diag(expected)
    words = "The diagonal is right, but alone: the entries with i ≠ j are 0, as if no output felt another input."
    yield Proposal("diagonal only", words, np.diag(diagonal))
    vector = "It is the diagonal as a vector: the Jacobian is a matrix, one row for each output."
    yield Proposal("diagonal as a vector", vector, diagonal)
    turned = "The diagonal is right, the entries with i ≠ j have the wrong sign."
    yield Proposal("off-diagonal sign", turned, 2 * np.diag(diagonal) - expected)
    ones = "The diagonal is 1 everywhere: what stands on it got lost."
    yield Proposal("identity", ones, np.eye(len(expected)))
    rows = "Every row is the diagonal: did an elementwise product broadcast a vector over a matrix?"
    yield Proposal("rows of the diagonal", rows, np.broadcast_to(diagonal, expected.shape))
