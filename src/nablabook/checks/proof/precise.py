"""Numbers of fifty digits, for the rare step that algebra can't confirm: sixteen digits hide what fifty show."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from nablabook.checks.proof.language import Node
from nablabook.checks.proof.worlds import Numbers, evaluate

DIGITS = 50
CLOSE = 40


class Precise:
    """The same world as one of floats, which are exact fractions, in many digits."""

    def __init__(self, world: Numbers) -> None:
        from mpmath import mp

        self.context = mp
        self.size = world.size
        self.h = [mp.mpf(v) for v in world.h]
        self.y = [mp.mpf(v) for v in world.y]
        exps = [mp.exp(v) for v in self.h]
        self.P = [e / mp.fsum(exps) for e in exps]

    def number(self, value: Fraction) -> Any:
        return self.context.mpf(value.numerator) / value.denominator

    def entry(self, name: str, index: int) -> Any:
        return {"h": self.h, "P": self.P, "y": self.y}[name][index]

    def exp(self, value: Any) -> Any:
        return self.context.exp(value)

    def log(self, value: Any) -> Any:
        if value <= 0:
            raise ValueError("log of a number that is not positive")
        return self.context.log(value)


def differ(left: Node, right: Node, world: Numbers, at: Mapping[str, int]) -> bool:
    """Whether two expressions differ in the first forty digits."""
    from mpmath import mp

    with mp.workdps(DIGITS):
        precise = Precise(world)
        try:
            a, b = evaluate(left, precise, at), evaluate(right, precise, at)
        except (ArithmeticError, ValueError):
            return True
        return bool(abs(a - b) > mp.mpf(10) ** -CLOSE * max(1, abs(a), abs(b)))
