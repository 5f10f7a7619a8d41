"""What a family of symptoms proposes for one trial."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass

import numpy as np

from nablabook.checks.question import Trial


@dataclass(frozen=True)
class Proposal:
    """One mistake: a key that is the same for every trial, its sentence, and the array that it would give."""

    key: Hashable
    sentence: str
    array: np.ndarray


Family = Callable[[Trial], Iterator[Proposal]]
