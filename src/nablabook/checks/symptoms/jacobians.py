"""Square Jacobians: the diagonal and the entries beside it, of which one is missing or wrong."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nablabook.checks.question import Trial
from nablabook.checks.symptoms.proposal import Proposal


def square(trial: Trial) -> Iterator[Proposal]:
    """Mistakes in a square Jacobian: its diagonal alone, as a vector or a matrix; off-diagonal signs; values."""
    expected = trial.expected
    if trial.question.kind != "jacobian" or expected.ndim != 2 or len(set(expected.shape)) != 1:
        return
    diagonal = np.diag(expected)
    words = "The diagonal is right, but alone: the entries with i ≠ j are 0, as if no output felt another input."
    yield Proposal("diagonal only", words, np.diag(diagonal))
    if diagonal.size and (diagonal == diagonal[0]).all():
        number = "It is one number: the Jacobian is a matrix, a row for each output and a column for each input."
        yield Proposal("one number", number, np.asarray(diagonal[0]))
    vector = "It is the diagonal as a vector: the Jacobian is a matrix, one row for each output."
    yield Proposal("diagonal as a vector", vector, diagonal)
    turned = "The diagonal is right, the entries with i ≠ j have the wrong sign."
    yield Proposal("off-diagonal sign", turned, 2 * np.diag(diagonal) - expected)
    if trial.question.forward is not None and not (expected - np.diag(diagonal)).any():
        value = trial.question.forward(trial.args)
        if value.shape == diagonal.shape:
            words = "The values stand on the diagonal, where their slopes are meant."
            yield Proposal("values on the diagonal", words, np.diag(value))
    ones = "The diagonal is 1 everywhere: what stands on it got lost."
    yield Proposal("identity", ones, np.eye(len(expected)))
    rows = "Every row is the diagonal: did an elementwise product broadcast a vector over a matrix?"
    yield Proposal("rows of the diagonal", rows, np.broadcast_to(diagonal, expected.shape))


def one_case(trial: Trial) -> Iterator[Proposal]:
    """One of the two cases, i = j and i ≠ j, is right and the other is not."""
    expected, got = trial.expected, trial.got
    square = expected.ndim == 2 and len(set(expected.shape)) == 1 and len(expected) > 1
    if trial.question.kind != "jacobian" or not square or got.shape != expected.shape:
        return
    beside = ~np.eye(len(expected), dtype=bool)
    if not expected[beside].any():
        return  # where each output feels its own input alone, i ≠ j is no case
    words = "The entries with i ≠ j are right, the diagonal is not: i = j is a case of its own."
    yield Proposal("i = j wrong", words, np.where(beside, expected, got))
    if np.diag(expected).any():
        words = "The diagonal is right, the entries with i ≠ j are not: they are a case of their own."
        yield Proposal("i ≠ j wrong", words, np.where(beside, got, expected))
    if len(expected) > 2:  # one pair of entries that agree may be a coincidence
        words = (
            "The entries with i ≠ j have the wrong sign, the diagonal is not right either: i = j is a case of its own."
        )
        yield Proposal("i ≠ j turned", words, np.where(beside, -expected, got))
