"""A question: the student's function, the oracle that knows the values, and the inputs to try both on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from nablabook.checks.arrays import as_input, close
from nablabook.checks.call import Call
from nablabook.checks.dress import Dressed
from nablabook.checks.purity import ALWAYS_FORBIDDEN
from nablabook.checks.subject import Subject, subject_of

#: What an oracle returns: one array, or several under names (dict) or places (tuple).
Expected = Any


@dataclass(frozen=True)
class Question:
    """What a verb asks of one exercise.

    `oracle` maps the arguments to what is expected. `forward`, where there is one, is torch's forward function, for
    symptoms such as "the value instead of its gradient". `about` names the behaviour that a hidden test tries; a
    question that has it tells neither inputs nor values.
    """

    name: str
    function: Callable
    oracle: Callable[[tuple], Expected]
    tries: tuple[tuple, ...]
    kind: str
    forward: Callable[[tuple], np.ndarray] | None = None
    about: str = ""
    #: Sentence -> function of what is expected and the arguments that gives what this exercise's mistake gives; or the
    #: key of a symptom that is known, which this exercise says in words of its own.
    looks_like: Mapping[str, Callable | str] = field(default_factory=dict)
    #: Names of the results, where the answer is a tuple.
    parts: tuple[str, ...] = ()
    #: The part that this question is about, after `for_part`.
    part: str = ""
    forbidden: tuple[str, ...] = ALWAYS_FORBIDDEN
    loops: bool = True
    #: The place of the argument that the answer changes, where it works in place.
    changes: int | None = None
    #: What decides `oracle` and `forward`: the torch function, and the arguments that it is differentiated by.
    of: tuple = ()

    @property
    def hidden(self) -> bool:
        return bool(self.about)

    @property
    def subject(self) -> Subject:
        return subject_of(self.function)

    def names(self, args: tuple) -> list[str]:
        return self.subject.argument_names(len(args))

    def call(self, args: tuple) -> Call:
        """One call of the answer. Of one that works in place the value is what its argument holds afterwards."""
        if self.changes is None:
            return self.subject.call(args, self.forbidden)
        result = self.subject.call(args, self.forbidden, keep=True)
        came = isinstance(result.arguments, list) and len(result.arguments) == len(args)
        name = self.names(args)[self.changes]
        others = [changed for changed in result.changed if changed != name]
        return replace(result, value=result.arguments[self.changes] if came else None, changed=others)

    def for_part(self, part: str) -> Question:
        """The same question about one part of the answer."""
        whole = self.oracle
        return replace(self, part=part, oracle=lambda args: named_parts(whole(args), self.parts)[part])


def named_parts(value: Expected, names: Iterable[str] = ()) -> dict[str, Any]:
    """The parts of an expected value: those of a dict or a tuple, and theirs in turn, or {"": value}."""
    if isinstance(value, tuple):
        value = dict(zip(place_names(value, names), value, strict=True))
    if not isinstance(value, Mapping):
        return {"": value}
    parts = {name: named_parts(item) for name, item in value.items()}
    return {f'{name}["{inner}"]' if inner else name: item for name in parts for inner, item in parts[name].items()}


def place_names(value: Sequence, names: Iterable[str] = ()) -> tuple[str, ...]:
    """What the results in a tuple are called."""
    return tuple(names) or tuple(f"result {i + 1}" for i in range(len(value)))


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

    @property
    def precision(self) -> int:
        """That of the coarsest of the answer and its inputs: what was computed in float32 may come out as float64."""
        sizes = [a.dtype.itemsize for a in self.args if isinstance(a, np.ndarray) and a.dtype.kind == "f"]
        return min([self.answer.precision, *sizes])

    def looks(self, array: np.ndarray) -> bool:
        """Whether the student's result is `array`, to the precision that it came in; NaN is NaN here."""
        return close(self.got, array, self.precision, nan=True)

    @property
    def right(self) -> bool:
        return close(self.got, self.expected, self.precision)

    def oracle(self, *args: Any) -> np.ndarray:
        """The expected array at other arguments."""
        return self.question.oracle(args)


def as_tries(at: Any, at_each: Any) -> tuple[tuple, ...]:
    """The inputs of a check: `at` is one input (a tuple means several arguments), `at_each` a list of such."""
    if (at is None) == (at_each is None):
        raise TypeError("a check wants either at=... (one input) or at_each=[...] (several)")
    listed = [at] if at_each is None else list(at_each)
    return tuple(tuple(as_input(arg) for arg in (one if isinstance(one, tuple) else (one,))) for one in listed)
