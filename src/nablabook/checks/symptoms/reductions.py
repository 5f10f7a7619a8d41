"""Sums over a batch: left out, or taken over the other axis."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nablabook.checks.question import Trial
from nablabook.checks.symptoms.proposal import Proposal, batch_size

NOT_SUMMED = "It is not summed over the batch: one row a sample is left, where one for all is expected."
MEAN_FIRST = "The mean is taken before the logarithm. It comes last: each sample has a logarithm of its own."
NO_MEAN = "The mean over the batch is not taken: one number a sample is left, where one for all is expected."


def over_the_batch(trial: Trial) -> Iterator[Proposal]:
    """The contributions of the samples, one by one, in place of their sum.

    They come from the oracle itself, asked for one sample at a time; where their sum or their mean is not the
    expected array, the answer is no sum over the batch, and nothing is proposed.
    """
    rows = batch_size(trial.args)
    if rows is None or trial.got.shape == trial.expected.shape:
        return
    each = np.stack([trial.oracle(*_sample(trial.args, rows, i)) for i in range(rows)])
    for kind, scale in (("sum", 1), ("mean", 1 / rows)):
        if each.shape[1:] == trial.expected.shape and np.allclose(scale * each.sum(0), trial.expected, rtol=1e-9):
            yield Proposal(("not summed", kind), NOT_SUMMED, scale * each)
            words = NO_MEAN if kind == "mean" and each.ndim == 1 else NOT_SUMMED
            yield Proposal(("not summed, not divided", kind), words, each)
            if each.ndim == 2:
                words = "It is summed over the other axis: over the entries of a sample, not over the samples."
                yield Proposal(("other axis", kind), words, scale * each.sum(1))


def mean_first(trial: Trial) -> Iterator[Proposal]:
    """The mean over the samples, each −log of something, taken before the logarithm and not after it."""
    rows = batch_size(trial.args)
    if rows is None or rows < 2 or trial.expected.ndim or trial.question.kind != "values":
        return
    each = np.array([trial.oracle(*_sample(trial.args, rows, i)) for i in range(rows)])
    if each.ndim == 1 and np.allclose(each.mean(), trial.expected, rtol=1e-9):
        yield Proposal("mean first", MEAN_FIRST, -np.log(np.mean(np.exp(-each))))


def inputs_reduced(trial: Trial) -> Iterator[Proposal]:
    """An input summed over the wrong axis, where the answer is an input summed over the right one."""
    names = trial.question.names(trial.args)
    for name, arg in zip(names, trial.args, strict=True):
        if not isinstance(arg, np.ndarray) or arg.ndim != 2 or arg.dtype.kind not in "iuf":
            continue
        for axis in (0, 1):
            if not _same(arg.sum(axis), trial.expected):
                continue
            words = f"{name} is summed over the other axis: axis={1 - axis}, where axis={axis} is meant."
            yield Proposal(("axis", name), words, arg.sum(1 - axis).astype(float))
            keep = f"{name} is summed with keepdims: one axis of size 1 is left."
            yield Proposal(("keepdims", name), keep, arg.sum(axis, keepdims=True).astype(float))
            mean = f"It is the mean of {name} where its sum is meant."
            yield Proposal(("mean", name), mean, arg.mean(axis))
            yield Proposal(("all", name), f"{name} is summed over both axes.", np.asarray(arg.sum(), float))


def _same(a: np.ndarray, b: np.ndarray) -> bool:
    return a.shape == b.shape and np.allclose(a, b, rtol=1e-9)


def _sample(args: tuple, rows: int, i: int) -> tuple:
    """The arguments with row i alone of each that has N rows; N differs from all other sizes (see DESIGN: primes)."""
    return tuple(
        arg[i : i + 1] if isinstance(arg, np.ndarray) and arg.ndim > 0 and len(arg) == rows else arg for arg in args
    )
