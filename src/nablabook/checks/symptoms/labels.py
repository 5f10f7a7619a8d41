"""Integer labels, one a sample: all of them taken for every row, or for rows, counted from 1, or not looked at."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nablabook.checks.question import Trial
from nablabook.checks.symptoms.proposal import Proposal


def labels(trial: Trial) -> Iterator[Proposal]:
    """Mistakes with labels (N,) beside scores (N, K), by the oracle at other labels."""
    if trial.question.kind != "values" or trial.expected.ndim:
        return
    for i, arg in enumerate(trial.args):
        scores = beside_scores(trial.args, arg)
        if scores is None:
            continue
        name = trial.question.names(trial.args)[i]

        def at(other: np.ndarray, i: int = i, like: np.ndarray = arg) -> np.ndarray:
            return trial.oracle(*trial.args[:i], other.astype(like.dtype), *trial.args[i + 1 :])

        # A mean over the samples, taken over all pairs of a row and a label, is the mean over one label for all.
        pairs = np.mean([at(np.full_like(arg, label)) for label in arg], axis=0)
        words = f"Every label is taken for every row, as [:, {name}] does: each row has one label of its own."
        yield Proposal(("all pairs", name), words, pairs)
        words = f"It is the answer for {name} − 1: classes count from 0."
        yield Proposal(("from 1", name), words, at((arg - 1) % scores.shape[1]))
        words = f"It is the answer for the class with the largest score, where the true one, {name}, is meant."
        yield Proposal(("argmax", name), words, at(scores.argmax(axis=1)))
        if arg.max() < len(scores):
            # The mean over all that stands in the rows that the labels count out.
            place = next(j for j, other in enumerate(trial.args) if other is scores)
            args = list(trial.args)
            args[place], rows = scores[arg], []
            for label in range(scores.shape[1]):
                args[i] = np.full_like(arg, label)
                rows.append(trial.oracle(*args))
            words = f"The labels pick whole rows, as [{name}] does: the rows have to be named beside them."
            yield Proposal(("rows", name), words, np.mean(rows, axis=0))


def beside_scores(args: tuple, labels: object) -> np.ndarray | None:
    """The matrix of floats (N, K) that integer `labels` (N,) point into."""
    if not isinstance(labels, np.ndarray) or labels.ndim != 1 or labels.dtype.kind not in "iu":
        return None
    matrices = [arg for arg in args if isinstance(arg, np.ndarray) and arg.ndim == 2 and len(arg) == len(labels)]
    fits = bool(matrices and labels.size) and 0 <= labels.min() and labels.max() < matrices[0].shape[1]
    return matrices[0] if fits else None
