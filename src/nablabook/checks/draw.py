"""More inputs of the same kind, to tell two symptoms apart and to rule out a coincidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from nablabook.checks.question import Question, Trial

#: How many inputs are drawn for each diagnosis.
COUNT = 3


def draws(question: Question, trials: Sequence[Trial]) -> Iterator[tuple]:
    """COUNT inputs near those tried, from a fixed seed, so that a check says the same thing twice."""
    rng = np.random.default_rng(20_250)
    for i in range(COUNT):
        yield tuple(_shake(arg, rng) for arg in trials[i % len(trials)].args)


def _shake(arg: Any, rng: np.random.Generator) -> Any:
    """Floats move by about a tenth; what has a meaning that a move would break (labels, probabilities) stays."""
    if not isinstance(arg, np.ndarray) or arg.dtype.kind != "f" or not np.isfinite(arg).all():
        return arg
    if arg.size and (arg >= 0).all() and (arg <= 1).all():
        return arg
    return (arg * rng.uniform(0.8, 1.2, arg.shape) + 0.1 * rng.normal(size=arg.shape)).astype(arg.dtype)
