"""Worlds: numbers for h, P and y in which a line can be worked out.

What is claimed about the targets decides the world: without a claim y is anything, so that a line which needs
sum(j, y[j]) = 1 in silence fails.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from typing import Any, Protocol

import numpy as np

from nablabook.checks.proof.calculus import derivative
from nablabook.checks.proof.language import (
    LOSS,
    Apply,
    Binary,
    Classes,
    Delta,
    Diff,
    Entry,
    Loss,
    Neg,
    Node,
    Number,
    Power,
    Sum,
)

#: The letter of the right class, where the targets are one-hot.
RIGHT_CLASS = "c"


class Targets(IntEnum):
    """What is claimed about y; each holds more than the one before."""

    ANYTHING = 0
    SUM_TO_ONE = 1
    ONE_HOT = 2

    @property
    def claim(self) -> str:
        return ("", "sum(j, y[j]) = 1", f"y[j] = delta[j, {RIGHT_CLASS}]")[self]


class World(Protocol):
    """Values for the names of the language, in some arithmetic."""

    size: int

    def number(self, value: Fraction) -> Any: ...
    def entry(self, name: str, index: int) -> Any: ...
    def exp(self, value: Any) -> Any: ...
    def log(self, value: Any) -> Any: ...


def evaluate(node: Node, world: World, at: Mapping[str, int]) -> Any:
    """The value of a node in a world, with the class that each free index stands for."""
    match node:
        case Number(value):
            return world.number(value)
        case Classes():
            return world.number(Fraction(world.size))
        case Entry(name, index):
            return world.entry(name, at[index])
        case Delta(first, second):
            return world.number(Fraction(int(at[first] == at[second])))
        case Loss():
            return evaluate(LOSS, world, at)
        case Neg(body):
            return -evaluate(body, world, at)
        case Binary(sign, left, right):
            a, b = evaluate(left, world, at), evaluate(right, world, at)
            return a + b if sign == "+" else a - b if sign == "-" else a * b if sign == "*" else a / b
        case Power(base, exponent):
            value = evaluate(base, world, at)
            power = world.number(Fraction(1))
            for _ in range(abs(exponent)):
                power = power * value
            return power if exponent >= 0 else world.number(Fraction(1)) / power
        case Apply("exp", body):
            return world.exp(evaluate(body, world, at))
        case Apply(_, body):
            return world.log(evaluate(body, world, at))
        case Sum(index, body, apart):
            total = world.number(Fraction(0))
            for k in range(world.size):
                if not apart or k != at[apart]:
                    total = total + evaluate(body, world, {**at, index: k})
            return total
        case Diff(body, by, of):
            return evaluate(derivative(body, by, of=of), world, at)
    raise TypeError(node)


@dataclass(frozen=True)
class Numbers:
    """A world of floats: h and y, each of shape (K,), and their softmax."""

    h: tuple[float, ...]
    y: tuple[float, ...]
    right_class: int = 0

    @property
    def size(self) -> int:
        return len(self.h)

    def number(self, value: Fraction) -> float:
        return float(value)

    def entry(self, name: str, index: int) -> float:
        if name == "P":
            return math.exp(self.h[index]) / sum(math.exp(h) for h in self.h)
        return self.h[index] if name == "h" else self.y[index]

    def exp(self, value: float) -> float:
        return math.exp(value)

    def log(self, value: float) -> float:
        return math.log(value)


def value(node: Node, world: World, at: Mapping[str, int]) -> Any:
    """The value of a node, NaN where it has none: a division by zero, the logarithm of a negative number."""
    try:
        return evaluate(node, world, at)
    except (ArithmeticError, ValueError):
        return math.nan


#: The numbers that a student is told first: those of the notebook's photo, with targets of each kind. Where y may be
#: anything, a target comes before what is none: that one tells only lines apart that need the sum of y to be 1.
_PLAIN = {
    Targets.ANYTHING: ((0.2, 0.5, 0.3), (1.0, 0.5, 0.25)),
    Targets.SUM_TO_ONE: ((0.5, 0.375, 0.125),),
    Targets.ONE_HOT: ((1.0, 0.0, 0.0),),
}


def worlds(targets: Targets, seed: int = 0) -> Iterator[Numbers]:
    """Worlds of 3, 2 and 5 classes in which the targets are as claimed; the first have numbers easy to follow."""
    for plain in _PLAIN[targets]:
        yield Numbers((2.0, 1.0, 0.0), plain)
    random = np.random.default_rng([seed, int(targets)])
    for size in (3, 2, 5):
        h = random.normal(0, 1.2, size)
        y = random.uniform(0.1, 1.5, size)
        right_class = int(random.integers(size))
        if targets == Targets.SUM_TO_ONE:
            # Multiples of 1/1024, which floats hold exactly: the sum is 1 to the last digit.
            y = np.round(y / y.sum() * 1024) / 1024
            y[-1] = 1 - y[:-1].sum()
        elif targets == Targets.ONE_HOT:
            y = np.eye(size)[right_class]
        yield Numbers(tuple(map(float, h)), tuple(map(float, y)), right_class)


def places(indices: frozenset[str], size: int, right_class: int) -> Iterator[dict[str, int]]:
    """The classes that free indices may stand for: every way for them to be equal or to differ."""
    names = sorted(indices - {RIGHT_CLASS})
    for classes in itertools.product(range(min(size, 3)), repeat=len(names)):
        yield {**dict(zip(names, classes, strict=True)), RIGHT_CLASS: right_class}
