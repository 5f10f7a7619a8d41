"""Numbers made of a matrix's largest eigenvalue: another number of the matrix taken in its place."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

import numpy as np

from nablabook.checks.question import Trial
from nablabook.checks.symptoms.proposal import Proposal

MEANT = "stands where the largest eigenvalue is meant"


def eigenvalues(trial: Trial) -> Iterator[Proposal]:
    """The answer times the ratio of a symmetric matrix's largest eigenvalue to another number of it, or the inverse.

    An answer in proportion, or in inverse proportion, to the largest eigenvalue changes just so when the other number
    is taken for it.
    """
    for name, arg in zip(trial.question.names(trial.args), trial.args, strict=True):
        square = isinstance(arg, np.ndarray) and arg.ndim == 2 and arg.shape[0] == arg.shape[1] > 0
        if trial.expected.ndim or not square or not np.array_equal(arg, arg.T):
            continue
        values = np.linalg.eigvalsh(arg)
        itself = f"It is an eigenvalue of {name} itself: what is asked for is made of it."
        yield Proposal(("itself", "largest"), itself, values[-1])
        yield Proposal(("itself", "smallest"), itself, values[0])
        # Of a single eigenvalue, too, the sum of both ends is wrong: it is twice that one.
        ends = f"The sum of the smallest and the largest eigenvalue {MEANT}."
        if len(arg) == 1:
            yield from _instead("ends", ends, trial, values[-1], 2 * values[-1])
            continue
        if len(arg) > 2:
            # The place [1], which is the last of a 2x2 matrix.
            words = f"An eigenvalue from between {MEANT}. `eigvalsh` sorts them: the largest is the last, [-1]."
            yield Proposal(("between", "inverse"), words, trial.expected * values[-1] / values[1])
            yield Proposal(("between", "direct"), words, trial.expected * values[1] / values[-1])
        for key, words, taken in (
            ("smallest", f"The smallest eigenvalue, that of the flattest direction, {MEANT}.", values[0]),
            ("trace", f"The trace, the sum of all eigenvalues, {MEANT}.", np.trace(arg)),
            ("diagonal", f"The largest entry on the diagonal {MEANT}.", np.diag(arg).max()),
            ("entry", f"The largest entry of the matrix {MEANT}.", arg.max()),
            ("ends", ends, values[0] + values[-1]),
        ):
            yield from _instead(key, words, trial, values[-1], taken)
        for place in (0, 1):
            words = f"The entry [{place}, {place}] of {name} {MEANT}: {name} isn't 0 off the diagonal."
            yield from _instead(("on the diagonal", place), words, trial, values[-1], arg[place, place])
        found = np.linalg.eigvals(arg)
        for place in (0, 1):
            words = (
                f"`eig` and `eigvals` sort nothing: the place [{place}] holds now this eigenvalue, now that. "
                "`eigvalsh` sorts them."
            )
            yield from _instead(("unsorted", place), words, trial, values[-1], found[place])


def _instead(key: Hashable, words: str, trial: Trial, largest: float, taken: float) -> Iterator[Proposal]:
    """The answer with another number in the place of the largest eigenvalue, in proportion to it and in inverse."""
    if taken:
        yield Proposal((key, "inverse"), words, trial.expected * largest / taken)
        yield Proposal((key, "direct"), words, trial.expected * taken / largest)
