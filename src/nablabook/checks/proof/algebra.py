"""Algebra: are two expressions the same for all numbers?

For three classes everything that the language can say is a rational function of a few independent quantities:
P[0] and P[1] (P[2] is 1 - P[0] - P[1]), the normaliser S = sum(k, exp(h[k])), the targets, and the logarithms of the
P[k] and of S. Then h[k] = log P[k] + log S and exp(h[k]) = P[k] * S. Two fractions a/b and c/d are equal when the
polynomial a*d - c*b is zero: exact, and without a random number.

A logarithm of anything that is no product of these, and an exponential of anything that is no sum of logits, is one
more independent quantity. So a "no" means "not by these rules"; numbers of many digits decide then.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from nablabook.checks.proof.worlds import Targets

SIZE = 3
#: Further logarithms and exponentials that one comparison may meet.
SPARE = 8
#: A product of more terms than this is left to numbers.
LARGEST = 40_000


class TooMuch(ArithmeticError):
    """An expression that is too large for this algebra, or goes beyond it."""


@cache
def _ring():
    # Imported when it is first needed: it takes longer than everything else in a check.
    from sympy import ZZ
    from sympy.polys.rings import ring

    names = ["P0", "P1", "S", "y0", "y1", "y2", "log_P0", "log_P1", "log_P2", "log_S"]
    names += [f"more{n}" for n in range(SPARE)]
    ring_, *generators = ring(names, ZZ)
    return ring_, dict(zip(names, generators, strict=True))


def _product(a: Any, b: Any) -> Any:
    if len(a) * len(b) > LARGEST:
        raise TooMuch
    return a * b


@dataclass(frozen=True)
class Ratio:
    """above / below, two polynomials; below is never zero."""

    above: Any
    below: Any

    def __neg__(self) -> Ratio:
        return Ratio(-self.above, self.below)

    def __add__(self, other: Ratio) -> Ratio:
        if self.below == other.below:
            return Ratio(self.above + other.above, self.below)
        above = _product(self.above, other.below) + _product(other.above, self.below)
        return Ratio(above, _product(self.below, other.below))

    def __sub__(self, other: Ratio) -> Ratio:
        return self + -other

    def __mul__(self, other: Ratio) -> Ratio:
        return Ratio(_product(self.above, other.above), _product(self.below, other.below))

    def __truediv__(self, other: Ratio) -> Ratio:
        if not other.above:
            raise ZeroDivisionError
        return Ratio(_product(self.above, other.below), _product(self.below, other.above))

    def __eq__(self, other: object) -> bool:
        assert isinstance(other, Ratio)
        return _product(self.above, other.below) == _product(other.above, self.below)

    __hash__ = None  # type: ignore[assignment]


class Symbols:
    """A world of symbols, in which the targets are as claimed."""

    size = SIZE

    def __init__(self, targets: Targets, right_class: int = 0) -> None:
        self.ring, self.names = _ring()
        one = self.ring.one
        names = self.names
        self.P = [names["P0"], names["P1"], one - names["P0"] - names["P1"]]
        self.y = [names["y0"], names["y1"], names["y2"]]
        if targets == Targets.SUM_TO_ONE:
            self.y[2] = one - names["y0"] - names["y1"]
        elif targets == Targets.ONE_HOT:
            self.y = [one if k == right_class else self.ring.zero for k in range(SIZE)]
        self.logs = [names[f"log_P{k}"] for k in range(SIZE)]
        #: What the spare quantities stand for: a function, and its argument.
        self.spare: list[tuple[str, Ratio]] = []

    def of(self, polynomial: Any) -> Ratio:
        return Ratio(polynomial, self.ring.one)

    def number(self, value: Fraction) -> Ratio:
        return Ratio(self.ring(value.numerator), self.ring(value.denominator))

    def entry(self, name: str, index: int) -> Ratio:
        if name == "h":
            return self.of(self.logs[index] + self.names["log_S"])
        return self.of((self.P if name == "P" else self.y)[index])

    def exp(self, value: Ratio) -> Ratio:
        """A product of P[k], S and others, for a sum of their logarithms with whole factors."""
        bases = {log: self.of(self.P[k]) for k, log in enumerate(self.logs)}
        bases[self.names["log_S"]] = self.of(self.names["S"])
        bases |= {self.names[f"more{n}"]: inside for n, (name, inside) in enumerate(self.spare) if name == "log"}
        if value.below.is_ground:
            below = value.below.LC
            result = self.of(self.ring.one)
            rest = self.ring.zero
            for monomial, factor in value.above.terms():
                term = self.ring.term_new(monomial, self.ring.domain.one)
                base, whole = bases.get(term), factor % below == 0
                if base is None or not whole or abs(factor // below) > 12:
                    rest += self.ring.term_new(monomial, factor)
                    continue
                for _ in range(abs(int(factor // below))):
                    result = result * base if factor * below > 0 else result / base
            if not rest:
                return result
            return result * self.more("exp", Ratio(rest, value.below))
        return self.more("exp", value)

    def log(self, value: Ratio) -> Ratio:
        """A sum of logarithms of P[k], S and others, for a product of them."""
        if not value.above:
            raise ValueError("log of 0")
        return self.log_of(value.above) - self.log_of(value.below)

    def log_of(self, polynomial: Any) -> Ratio:
        content, factors = polynomial.factor_list()
        total = self.of(self.ring.zero)
        if content < 0:
            content = -content
            factors = [*factors, (-self.ring.one, 1)]
        known = {self.names["S"]: self.of(self.names["log_S"])}
        known |= {base: self.of(self.logs[k]) for k, base in enumerate(self.P)}
        known |= {self.names[f"more{n}"]: inside for n, (name, inside) in enumerate(self.spare) if name == "exp"}
        signs = 0
        for factor, power in factors:
            if factor == -self.ring.one:
                signs += power
                continue
            if -factor in known:
                factor, signs = -factor, signs + power
            single = known[factor] if factor in known else self.more("log", self.of(factor))
            total = total + self.number(Fraction(power)) * single
        if signs % 2:
            raise TooMuch("the logarithm of a negative number")
        for prime, power in _primes(int(content)):
            total = total + self.number(Fraction(power)) * self.more("log", self.number(Fraction(prime)))
        return total

    def more(self, function: str, argument: Ratio) -> Ratio:
        """One more independent quantity, the same for the same function of the same argument."""
        for number, (name, other) in enumerate(self.spare):
            if name == function and other == argument:
                return self.of(self.names[f"more{number}"])
        if len(self.spare) == SPARE:
            raise TooMuch
        self.spare.append((function, argument))
        return self.of(self.names[f"more{len(self.spare) - 1}"])


def _primes(number: int) -> list[tuple[int, int]]:
    from sympy import factorint

    return list(factorint(number).items())
