"""Random expressions of the ledger's language, true rewritings of them, and their values by torch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

import torch
from hypothesis import strategies as st

from nablabook.checks.proof.language import (
    LOSS,
    ONE,
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
    free,
    renamed,
    walk,
)

FRESH = "abdefglmnopqrstuvwx"
NORMALISER = Sum("k", Apply("exp", Entry("h", "k")))


def add(a: Node, b: Node) -> Node:
    return Binary("+", a, b)


def sub(a: Node, b: Node) -> Node:
    return Binary("-", a, b)


def mul(a: Node, b: Node) -> Node:
    return Binary("*", a, b)


def div(a: Node, b: Node) -> Node:
    return Binary("/", a, b)


def fresh(node: Node) -> str:
    """A letter that stands nowhere in the node."""
    used = free(node) | {part.index for part in walk(node) if isinstance(part, Sum)}
    return next(letter for letter in FRESH if letter not in used)


@st.composite
def positive(draw: st.DrawFn, indices: tuple[str, ...]) -> Node:
    """Something that is larger than 0 in every world."""
    index = draw(st.sampled_from(indices))
    return draw(
        st.sampled_from(
            [
                Entry("P", index),
                Apply("exp", Entry("h", index)),
                NORMALISER,
                div(Apply("exp", Entry("h", index)), NORMALISER),
                mul(Entry("P", index), NORMALISER),
                Sum("k", Apply("exp", sub(Entry("h", "k"), Entry("h", index)))),
                Number(Fraction(6)),
            ]
        )
    )


@st.composite
def expressions(draw: st.DrawFn, indices: tuple[str, ...] = ("i",), depth: int = 3) -> Node:
    """Any expression in which the indices are free."""
    index = draw(st.sampled_from(indices))
    if depth == 0 or draw(st.integers(0, 5)) == 0:
        return draw(
            st.sampled_from(
                [
                    Entry("P", index),
                    Entry("y", index),
                    Entry("h", index),
                    Delta(index, draw(st.sampled_from(indices))),
                    Number(Fraction(draw(st.integers(1, 7)), draw(st.integers(1, 4)))),
                    Classes(),
                ]
            )
        )
    smaller = expressions(indices, depth - 1)
    match draw(st.integers(0, 9)):
        case 0 | 1:
            return Binary(draw(st.sampled_from("+-")), draw(smaller), draw(smaller))
        case 2 | 3:
            return mul(draw(smaller), draw(smaller))
        case 4:
            return div(draw(smaller), draw(positive(indices)))
        case 5:
            return Neg(draw(smaller))
        case 6:
            return Apply("log", draw(positive(indices)))
        case 7 | 8:
            if len(indices) > 2:
                return draw(positive(indices))
            letter = "j" if "j" not in indices else "m"
            apart = draw(st.sampled_from(["", *indices]))
            return Sum(letter, draw(expressions((*indices, letter), depth - 1)), apart)
        case _:
            return Diff(draw(expressions(indices, min(depth - 1, 1))), draw(st.sampled_from(indices)))


Rebuild = Callable[[Node], Node]


def spots(node: Node, rebuild: Rebuild = lambda part: part) -> Iterator[tuple[Node, Rebuild]]:
    """Every part of a node, with what puts another in its place."""
    yield node, rebuild
    for number in range(len(node.parts)):

        def inner(other: Node, number: int = number) -> Node:
            parts = list(node.parts)
            parts[number] = other
            return rebuild(node.with_parts(*parts))

        yield from spots(node.parts[number], inner)


def rewritings(part: Node) -> list[Node]:
    """The same part in other words, each by one true rule."""
    letter = fresh(part)
    found: list[Node] = [mul(part, ONE), Neg(Neg(part)), Apply("log", Apply("exp", part)) if _modest(part) else part]
    match part:
        case Binary("+", a, b):
            found += [add(b, a), sub(a, Neg(b))]
        case Binary("-", a, b):
            found += [Neg(sub(b, a)), add(Neg(b), a)]
        case Binary("*", a, Binary("+" | "-" as sign, b, c)):
            found += [Binary(sign, mul(a, b), mul(a, c))]
        case Binary("*", a, b):
            found += [mul(b, a), Neg(mul(Neg(a), b))]
        case Binary("/", a, b):
            found += [mul(a, Power(b, -1)), Neg(div(a, Neg(b)))]
        case Neg(Binary("+", a, b)):
            found += [sub(Neg(a), b)]
        case Entry("h", j):
            found += [add(Apply("log", Entry("P", j)), Apply("log", NORMALISER)), Apply("log", Apply("exp", part))]
        case Entry("P", j):
            found += [
                div(Apply("exp", Entry("h", j)), NORMALISER),
                Apply("exp", Apply("log", part)),
                Apply("exp", sub(Entry("h", j), Apply("log", NORMALISER))),
                div(ONE, Sum(letter, Apply("exp", sub(Entry("h", letter), Entry("h", j))))),
            ]
        case Entry("y", j):
            found += [Sum(letter, mul(Delta(letter, j), Entry("y", letter)))]
        case Delta(a, b):
            found += [Delta(b, a), mul(part, part), Diff(Entry("h", a), b)]
        case Classes():
            found += [Sum(letter, ONE), add(ONE, Sum(letter, ONE, "i"))]
        case Loss():
            found += [LOSS]
        case Sum(index, body, apart):
            found += [Sum(letter, renamed(body, index, letter), apart)]
            if not apart:
                found += [add(renamed(body, index, "i"), Sum(index, body, "i"))]
            else:
                found += [sub(Sum(index, body), renamed(body, index, apart))]
            if isinstance(body, Binary) and body.sign in "+-":
                found += [Binary(body.sign, Sum(index, body.left, apart), Sum(index, body.right, apart))]
            if isinstance(body, Binary) and body.sign == "*" and index not in free(body.left):
                found += [mul(body.left, Sum(index, body.right, apart))]
        case Apply("log", Binary("/", a, b)):
            found += [sub(Apply("log", a), Apply("log", b))]
        case Apply("log", Binary("*", a, b)):
            found += [add(Apply("log", a), Apply("log", b))]
        case Apply("log", Entry("P", j)):
            found += [sub(Entry("h", j), Apply("log", NORMALISER))]
        case Apply("exp", Binary("-", a, b)):
            found += [div(Apply("exp", a), Apply("exp", b))]
        case Diff(Binary("+" | "-" as sign, a, b), by):
            found += [Binary(sign, Diff(a, by), Diff(b, by))]
        case Diff(Binary("*", a, b), by):
            found += [add(mul(Diff(a, by), b), mul(a, Diff(b, by)))]
        case Diff(Binary("/", a, b), by):
            found += [div(sub(mul(Diff(a, by), b), mul(a, Diff(b, by))), Power(b, 2))]
        case Diff(Apply("log", a), by):
            found += [div(Diff(a, by), a)]
        case Diff(Apply("exp", a), by):
            found += [mul(Apply("exp", a), Diff(a, by))]
        case Diff(Sum(index, body, apart), by) if index != by:
            found += [Sum(index, Diff(body, by), apart)]
        case Diff(Entry("P", j), by):
            found += [mul(Entry("P", j), sub(Delta(by, j), Entry("P", by)))]
        case Diff(Entry("h", j), by):
            found += [Delta(by, j)]
    return found


def _modest(part: Node) -> bool:
    """Of a size whose exponential a float can hold: an entry, or a sum of two."""
    return isinstance(part, Entry) or (isinstance(part, Binary) and part.sign in "+-" and not part.left.parts)


@st.composite
def rewritten(draw: st.DrawFn, node: Node, most: int = 4) -> Node:
    """The node in other words, by a few true rules at random spots."""
    for _ in range(draw(st.integers(1, most))):
        part, put = draw(st.sampled_from(list(spots(node))))
        node = put(draw(st.sampled_from(rewritings(part))))
    return node


def by_torch(node: Node, h: torch.Tensor, y: torch.Tensor, at: dict[str, int]) -> torch.Tensor:
    """The value of a node; `h` of shape (K,) requires grad, and derivatives are autograd's."""
    match node:
        case Number(value):
            return h.new_tensor(float(value))
        case Classes():
            return h.new_tensor(float(len(h)))
        case Entry(name, index):
            return {"h": h, "y": y, "P": torch.softmax(h, 0)}[name][at[index]]
        case Delta(a, b):
            return h.new_tensor(float(at[a] == at[b]))
        case Loss():
            return -(y * torch.log_softmax(h, 0)).sum()
        case Neg(body):
            return -by_torch(body, h, y, at)
        case Binary(sign, a, b):
            left, right = by_torch(a, h, y, at), by_torch(b, h, y, at)
            return {"+": left + right, "-": left - right, "*": left * right, "/": left / right}[sign]
        case Power(base, exponent):
            return by_torch(base, h, y, at) ** exponent
        case Apply(function, body):
            return getattr(torch, function)(by_torch(body, h, y, at))
        case Sum(index, body, apart):
            terms = [by_torch(body, h, y, {**at, index: k}) for k in range(len(h)) if not apart or k != at[apart]]
            return torch.stack(terms).sum() if terms else h.new_zeros(())
        case Diff(body, by):
            inside = by_torch(body, h, y, at)
            if not inside.requires_grad:
                return h.new_zeros(())
            (slope,) = torch.autograd.grad(inside, h, create_graph=True, allow_unused=True)
            return h.new_zeros(()) if slope is None else slope[at[by]]
    raise TypeError(node)
