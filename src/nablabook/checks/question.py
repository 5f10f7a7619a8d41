"""A question: the student's function, the oracle that knows the values, and the inputs to try both on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from nablabook.checks.arrays import as_input, close
from nablabook.checks.call import argument_names
from nablabook.checks.dress import Dressed
from nablabook.checks.purity import ALWAYS_FORBIDDEN


@dataclass(frozen=True)
class Question:
    """What a verb asks of one exercise.

    `oracle` maps the arguments to the expected array. `forward`, where there is one, is torch's forward function,
    for symptoms such as "the value instead of its gradient". `about` names the behaviour that a hidden test tries;
    a question that has it tells neither inputs nor values.
    """

    name: str
    function: Callable
    oracle: Callable[[tuple], np.ndarray]
    tries: tuple[tuple, ...]
    kind: str
    forward: Callable[[tuple], np.ndarray] | None = None
    about: str = ""
    looks_like: dict[str, Callable] = field(default_factory=dict)
    allow_change: bool = False
    forbidden: tuple[str, ...] = ALWAYS_FORBIDDEN

    @property
    def hidden(self) -> bool:
        return bool(self.about)

    def names(self, args: tuple) -> list[str]:
        return argument_names(self.function, len(args))


@dataclass(frozen=True)
class Trial:
    """One input with what was expected and what came back."""

    question: Question
    args: tuple
    expected: np.ndarray
    answer: Dressed

    @property
    def got(self) -> np.ndarray:
        return self.answer.array

    def looks(self, array: np.ndarray) -> bool:
        """Whether the student's result is `array`, to the precision that it came in."""
        return close(self.got, array, self.answer.precision)

    @property
    def right(self) -> bool:
        return self.looks(self.expected)

    def oracle(self, *args: Any) -> np.ndarray:
        """The expected array at other arguments."""
        return self.question.oracle(args)


def as_tries(at: Any, at_each: Any) -> tuple[tuple, ...]:
    """The inputs of a check: `at` is one input (a tuple means several arguments), `at_each` a list of such."""
    if (at is None) == (at_each is None):
        raise TypeError("a check wants either at=... (one input) or at_each=[...] (several)")
    listed = [at] if at_each is None else list(at_each)
    return tuple(tuple(as_input(arg) for arg in (one if isinstance(one, tuple) else (one,))) for one in listed)
