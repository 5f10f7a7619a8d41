"""More inputs of the same kind, to tell two symptoms apart and to rule out a coincidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from nablabook.checks.question import Question, Trial

#: The drawn inputs are so many times as large as those tried: mistakes that agree on small numbers part there.
SCALES = (1.0, 3.0, 20.0)


def draws(question: Question, trials: Sequence[Trial]) -> Iterator[tuple]:
    """One input for each of SCALES and one with other signs, from a fixed seed: a check says the same thing twice."""
    rng = np.random.default_rng(20_250)
    for i, scale in enumerate(SCALES):
        yield tuple(_shake(arg, scale, rng) for arg in trials[i % len(trials)].args)
    # What looks at signs, as ReLU does, may have shown too little of itself. Where no sign can turn (a logarithm), the
    # oracle has no finite value, and the input is not used.
    yield tuple(_turn(_shake(arg, 1.0, rng), rng) for arg in trials[0].args)


def _shake(arg: Any, scale: float, rng: np.random.Generator) -> Any:
    """Floats move; what has a meaning that a move would break (labels, masks, exact zeros) stays.

    A distribution becomes another one. Other numbers between 0 and 1 stay there in the first draw: they may be
    probabilities of their own. Where they are, the oracle has no finite value for the other draws, and these are not
    used.
    """
    if not isinstance(arg, np.ndarray) or arg.dtype.kind != "f" or not np.isfinite(arg).all():
        return arg
    unit = bool(arg.size and arg.ndim and (arg >= 0).all() and (arg <= 1).all())
    if unit and np.isin(arg, (0, 1)).all():
        return arg
    if unit and np.allclose(arg.sum(axis=-1), 1):
        # Still a distribution: what is 0 stays 0, and what is 1 stays 1.
        power = arg ** rng.uniform(0.7, 1.4, arg.shape)
        return (power / power.sum(axis=-1, keepdims=True)).astype(arg.dtype)
    if unit and scale == SCALES[0]:
        return (arg ** rng.uniform(0.7, 1.4, arg.shape)).astype(arg.dtype)
    if arg.ndim == 2 and arg.shape[0] == arg.shape[1] and np.array_equal(arg, arg.T):
        # Still symmetric, and positive definite where it was: larger, with a larger diagonal.
        return scale * (arg + rng.uniform(0.1, 0.5) * np.diag(np.abs(np.diag(arg)))).astype(arg.dtype)
    moved = scale * (arg * rng.uniform(0.8, 1.2, arg.shape) + 0.1 * rng.normal(size=arg.shape))
    return np.where(arg == 0, arg, moved).astype(arg.dtype)


def _turn(arg: Any, rng: np.random.Generator) -> Any:
    """Floats of both signs, some of them turned round; what is never negative stays, and what is symmetric."""
    if not isinstance(arg, np.ndarray) or arg.dtype.kind != "f" or not (arg < 0).any():
        return arg
    if arg.ndim == 2 and arg.shape[0] == arg.shape[1] and np.array_equal(arg, arg.T):
        return arg
    return (arg * rng.choice([-1.0, 1.0], arg.shape)).astype(arg.dtype)
