"""What a family of symptoms proposes for one trial."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass

import numpy as np

from nablabook.checks.question import Trial


@dataclass(frozen=True)
class Proposal:
    """One mistake: a key, the same for every trial and no other family's, its sentence, the array it would give."""

    key: Hashable
    sentence: str
    array: np.ndarray


def batch_size(args: tuple) -> int | None:
    """N, the number of samples: the length that most arrays share, that of the first matrix where several tie."""
    lengths = [len(arg) for arg in args if isinstance(arg, np.ndarray) and arg.ndim > 0]
    matrices = [len(arg) for arg in args if isinstance(arg, np.ndarray) and arg.ndim > 1]
    return max(matrices, key=lengths.count, default=None)


#: What a mistake raises that can not be made here: of an array of another shape, or of all parts of an answer at once.
NOT_MEANT = (ValueError, RuntimeError, IndexError, TypeError, AttributeError, KeyError)

Family = Callable[[Trial], Iterator[Proposal]]
