"""The language of a ledger: what a line of a derivation may be made of, and nothing else.

A line speaks of K classes: their logits h, softmax probabilities P and targets y, each with an index that is a letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction


class Node:
    """A part of an expression. Nodes are immutable, equal where they look the same, and know their parts."""

    __slots__ = ()

    @property
    def parts(self) -> tuple[Node, ...]:
        return ()

    def with_parts(self, *parts: Node) -> Node:
        """The same node around other parts."""
        assert not parts
        return self


@dataclass(frozen=True, slots=True)
class Number(Node):
    value: Fraction


@dataclass(frozen=True, slots=True)
class Classes(Node):
    """K, the number of classes."""


@dataclass(frozen=True, slots=True)
class Entry(Node):
    """P[i], y[i] or h[i]."""

    name: str
    index: str


@dataclass(frozen=True, slots=True)
class Delta(Node):
    """Kronecker's delta: 1 where both indices are the same, otherwise 0."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Loss(Node):
    """L = -sum(j, y[j] * log(P[j]))."""


@dataclass(frozen=True, slots=True)
class Neg(Node):
    body: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.body,)

    def with_parts(self, *parts: Node) -> Node:
        return Neg(*parts)


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """left + right, left - right, left * right or left / right."""

    sign: str
    left: Node
    right: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.left, self.right)

    def with_parts(self, *parts: Node) -> Node:
        return Binary(self.sign, *parts)


@dataclass(frozen=True, slots=True)
class Power(Node):
    base: Node
    exponent: int

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.base,)

    def with_parts(self, *parts: Node) -> Node:
        return Power(*parts, self.exponent)


@dataclass(frozen=True, slots=True)
class Apply(Node):
    """exp(body) or log(body)."""

    function: str
    body: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.body,)

    def with_parts(self, *parts: Node) -> Node:
        return Apply(self.function, *parts)


@dataclass(frozen=True, slots=True)
class Sum(Node):
    """The sum of body over all classes for index, without the class `apart` where there is one."""

    index: str
    body: Node
    apart: str = ""

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.body,)

    def with_parts(self, *parts: Node) -> Node:
        return Sum(self.index, *parts, self.apart)


@dataclass(frozen=True, slots=True)
class Diff(Node):
    """The partial derivative of body with respect to h[by]; or to P[by], for what is made of P alone."""

    body: Node
    by: str
    of: str = "h"

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.body,)

    def with_parts(self, *parts: Node) -> Node:
        return Diff(*parts, self.by, self.of)


ZERO, ONE = Number(Fraction(0)), Number(Fraction(1))

#: L in full. No line of a student's can write its index, so that it never meets one of theirs.
LOSS = Neg(Sum("'", Binary("*", Entry("y", "'"), Apply("log", Entry("P", "'")))))


def walk(node: Node) -> Iterator[Node]:
    """The node and everything in it, from outside in."""
    yield node
    for part in node.parts:
        yield from walk(part)


def free(node: Node) -> frozenset[str]:
    """The indices that stand for one class each: those that no sum around them runs over."""
    match node:
        case Entry(_, index):
            return frozenset({index})
        case Delta(first, second):
            return frozenset({first, second})
        case Sum(index, body, apart):
            return (free(body) - {index}) | (frozenset({apart}) if apart else frozenset())
        case Diff(body, by):
            return free(body) | {by}
    return frozenset().union(*(free(part) for part in node.parts))


def renamed(node: Node, old: str, new: str) -> Node:
    """The node with the free index `old` called `new`."""

    def name(index: str) -> str:
        return new if index == old else index

    match node:
        case Entry(entry, index):
            return Entry(entry, name(index))
        case Delta(first, second):
            return Delta(name(first), name(second))
        case Sum(index, body, apart):
            inside = body if index == old else renamed(body, old, new)
            return Sum(index, inside, name(apart) if apart else "")
        case Diff(body, by, of):
            return Diff(renamed(body, old, new), name(by), of)
    return node.with_parts(*(renamed(part, old, new) for part in node.parts))
