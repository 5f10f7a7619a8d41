"""Derivatives by a logit, by the rules of calculus, or by a rule that somebody gets wrong.

A mistake in calculus is the same derivation with one wrong rule. So a line that does not follow is held against what
each wrong rule would have given, and the one that fits is named.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from nablabook.checks.proof.language import (
    LOSS,
    ONE,
    ZERO,
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


def plus(left: Node, right: Node) -> Node:
    return right if left == ZERO else left if right == ZERO else Binary("+", left, right)


def minus(left: Node, right: Node) -> Node:
    return left if right == ZERO else Binary("-", left, right)


def times(left: Node, right: Node) -> Node:
    if ZERO in (left, right):
        return ZERO
    return right if left == ONE else left if right == ONE else Binary("*", left, right)


def over(left: Node, right: Node) -> Node:
    return ZERO if left == ZERO else Binary("/", left, right)


@dataclass(frozen=True)
class Rules:
    """How each kind of part is differentiated. u and v are parts, du and dv their derivatives."""

    logit: Callable[[str, str], Node] = lambda j, i: Delta(j, i)
    probability: Callable[[str, str], Node] = lambda j, i: times(Entry("P", j), minus(Delta(j, i), Entry("P", i)))
    product: Callable[[Node, Node, Node, Node], Node] = lambda u, du, v, dv: plus(times(du, v), times(u, dv))
    quotient: Callable[[Node, Node, Node, Node], Node] = lambda u, du, v, dv: over(
        minus(times(du, v), times(u, dv)), Power(v, 2)
    )
    #: u / v where u is a constant: a minus and a square, and no numerator to turn round.
    reciprocal: Callable[[Node, Node, Node], Node] = lambda u, v, dv: over(Neg(times(u, dv)), Power(v, 2))
    power: Callable[[Node, Node, int], Node] = lambda u, du, n: times(times(Number(Fraction(n)), du), Power(u, n - 1))
    exp: Callable[[Node, Node], Node] = lambda u, du: times(Apply("exp", u), du)
    log: Callable[[Node, Node], Node] = lambda u, du: over(du, u)
    #: A sum of derivatives, and the index of the logit.
    sum: Callable[[Sum, str], Node] = lambda total, _by: total
    #: Whether the logits of a sum of exponentials, without y in it, follow these rules too, and not the right ones.
    in_sums: bool = True


RIGHT = Rules()


def _every_term(total: Sum, by: str) -> Node:
    """The mistake that each term of a sum depends on h[by] as the one with that logit does, where no other does."""

    def own(part: Node) -> bool:
        return isinstance(part, Delta) and {part.first, part.second} == {total.index, by}

    def alike(part: Node) -> Node:
        return ONE if own(part) else part.with_parts(*map(alike, part.parts))

    def gone(part: Node) -> bool:
        """Whether nothing is left of a part in the other terms."""
        match part:
            case Neg(body) | Sum(_, body, _) | Binary("/", body, _):
                return gone(body)
            case Binary("*", left, right):
                return gone(left) or gone(right)
            case Binary(_, left, right):
                return gone(left) and gone(right)
        return part == ZERO or own(part)

    return alike(total) if gone(total.body) else total


def of_entries(rules: Rules) -> bool:
    """Whether rules are wrong about h or P themselves, not about what is made of them."""
    return rules.logit is not RIGHT.logit or rules.probability is not RIGHT.probability


#: Each wrong rule with the sentence that names it. The first that explains a line is the one that is told.
_BY_SENTENCE: dict[str, Rules | tuple[Rules, ...]] = {
    "The derivative of 1 / v is -v' / v ** 2: the minus got lost.": replace(
        RIGHT,
        reciprocal=lambda u, v, dv: over(times(u, dv), Power(v, 2)),
        power=lambda u, du, n: times(times(Number(Fraction(abs(n))), du), Power(u, n - 1)),
    ),
    "The numerator of the quotient rule is turned round: it is u' * v - u * v'.": replace(
        RIGHT, quotient=lambda u, du, v, dv: over(minus(times(u, dv), times(du, v)), Power(v, 2))
    ),
    "The case j ≠ i is forgotten: P[j] depends on h[i] also where j is not i, by the sum below the fraction.": replace(
        RIGHT, probability=lambda j, i: times(Delta(j, i), times(Entry("P", j), minus(ONE, Entry("P", i))))
    ),
    "The case j = i is forgotten: where j is i, the derivative of P[j] has one more term.": replace(
        RIGHT, probability=lambda j, i: Neg(times(Entry("P", j), Entry("P", i)))
    ),
    "The case j = i is used for all j: P[j] * (1 - P[i]) is the derivative only where j is i.": replace(
        RIGHT, probability=lambda j, i: times(Entry("P", j), minus(ONE, Entry("P", i)))
    ),
    "The case j = i is used for all j: P[j] * (1 - P[j]) is the derivative only where j is i.": replace(
        RIGHT, probability=lambda j, i: times(Entry("P", j), minus(ONE, Entry("P", j)))
    ),
    "The sign of the derivative of P is wrong: it is P[j] * (delta[i, j] - P[i]).": replace(
        RIGHT, probability=lambda j, i: times(Entry("P", j), minus(Entry("P", i), Delta(j, i)))
    ),
    "Softmax is treated as if it were exp alone: the sum below the fraction depends on h[i] too.": replace(
        RIGHT, probability=lambda j, i: times(Delta(j, i), Entry("P", j))
    ),
    "P is treated as a constant: each P[j] depends on every logit.": replace(RIGHT, probability=lambda _j, _i: ZERO),
    "The derivative of log u is 1/u times the derivative of u: the 1/u is lost.": replace(
        RIGHT, log=lambda _u, du: du
    ),
    "The derivative of log u is 1/u times the derivative of u: the second factor is lost.": replace(
        RIGHT, log=lambda u, _du: over(ONE, u)
    ),
    "The derivative of log u is 1/u times the derivative of u: here u itself stands for 1/u.": replace(
        RIGHT, log=lambda u, du: times(u, du)
    ),
    "The derivative of exp(u) is exp(u) times the derivative of u: the exp is lost.": replace(
        RIGHT, exp=lambda _u, du: du
    ),
    "The derivative of h[j] by h[i] is delta[i, j]: it is 1 only where j is i, and here it is taken as 1 for all j.": (
        replace(RIGHT, logit=lambda _j, _i: ONE),
        # Who takes it as 1 in the sum over y may well know the derivative of log(sum(k, exp(h[k]))).
        replace(RIGHT, logit=lambda _j, _i: ONE, in_sums=False),
    ),
    "The derivative of h[j] by h[i] is delta[i, j]: it is not always 0.": replace(RIGHT, logit=lambda _j, _i: ZERO),
    "Of a sum over k only the term k = i depends on h[i]: its derivative is that of one term.": replace(
        RIGHT, sum=_every_term
    ),
    "Brackets are missing around the numerator of the quotient rule.": replace(
        RIGHT, quotient=lambda u, du, v, dv: minus(times(du, v), over(times(u, dv), Power(v, 2)))
    ),
    "The quotient rule has a minus in its numerator: u' * v - u * v'.": replace(
        RIGHT, quotient=lambda u, du, v, dv: over(plus(times(u, dv), times(du, v)), Power(v, 2))
    ),
    "The derivative of 1 / v is -v' / v ** 2: the square got lost.": replace(
        RIGHT,
        reciprocal=lambda u, v, dv: over(Neg(times(u, dv)), v),
        power=lambda u, du, n: times(times(Number(Fraction(n)), du), Power(u, n - 1 if n > 0 else n)),
    ),
    "The derivative of 1 / v is -v' / v ** 2: the v' got lost.": replace(
        RIGHT,
        reciprocal=lambda u, v, _dv: over(Neg(u), Power(v, 2)),
        power=lambda u, du, n: times(Number(Fraction(n)), times(du if n > 0 else ONE, Power(u, n - 1))),
    ),
    "The derivative of 1 / v is -v' / v ** 2, and not 1 / v'.": replace(
        RIGHT, reciprocal=lambda u, _v, dv: over(u, dv)
    ),
    "The quotient rule divides by v squared.": replace(
        RIGHT, quotient=lambda u, du, v, dv: over(minus(times(du, v), times(u, dv)), v)
    ),
    "The derivative of a quotient is not the quotient of the derivatives.": replace(
        RIGHT, quotient=lambda u, du, v, dv: over(du, dv)
    ),
    "The part below the fraction is treated as a constant, but it depends on h[i] too.": replace(
        RIGHT, quotient=lambda u, du, v, dv: over(du, v), reciprocal=lambda _u, _v, _dv: ZERO
    ),
    "The derivative of a product is not the product of the derivatives.": replace(
        RIGHT, product=lambda u, du, v, dv: times(du, dv) if ZERO not in (du, dv) else plus(times(du, v), times(u, dv))
    ),
}
WRONG_RULES: tuple[tuple[str, Rules], ...] = tuple(
    (sentence, one)
    for sentence, rules in _BY_SENTENCE.items()
    for one in (rules if isinstance(rules, tuple) else (rules,))
)


@lru_cache(maxsize=4096)
def derivative(node: Node, by: str, rules: Rules = RIGHT, of: str = "h") -> Node:
    """The derivative of `node` by h[by], or by P[by]; it holds no `Diff` any more."""

    def d(part: Node) -> Node:
        return derivative(part, by, rules, of)

    match node:
        case Number() | Classes() | Delta() | Entry("y", _):
            return ZERO
        case Entry(name, index) if name == of:
            return rules.logit(index, by)
        case Entry("h", _):  # by a P: no line says so, but a mistake that is tried on one may
            return ZERO
        case Entry("P", index):
            return rules.probability(index, by)
        case Loss():
            return d(LOSS)
        case Neg(body):
            inside = d(body)
            return ZERO if inside == ZERO else Neg(inside)
        case Binary("+", left, right):
            return plus(d(left), d(right))
        case Binary("-", left, right):
            return minus(d(left), d(right))
        case Binary("*", left, right):
            return rules.product(left, d(left), right, d(right))
        case Binary("/", left, right):
            above, below = d(left), d(right)
            if below == ZERO:
                return over(above, right)
            if not depends(left):
                return rules.reciprocal(left, right, below)
            return rules.quotient(left, above, right, below)
        case Power(base, exponent):
            return rules.power(base, d(base), exponent)
        case Apply("exp", body):
            return rules.exp(body, d(body))
        case Apply("log", body):
            return rules.log(body, d(body))
        case Sum(index, body, apart):
            if index == by:  # the sum's own letter hides that of the logit
                fresh = f"{index}'"
                return d(Sum(fresh, renamed(body, index, fresh), apart))
            inner = rules if rules.in_sums or has_targets(body) else RIGHT
            inside = derivative(body, by, inner, of)
            return ZERO if inside == ZERO else rules.sum(Sum(index, inside, apart), by)
        case Diff(body, inner, inner_of):
            return d(derivative(body, inner, rules, inner_of))
    raise TypeError(node)


def worked_out(node: Node, which: Container[Node], rules: Rules) -> Node:
    """The node with those of its derivatives worked out, by some rules, that are among `which`."""
    if isinstance(node, Diff) and node in which:
        return derivative(node.body, node.by, rules, node.of)
    return node.with_parts(*(worked_out(part, which, rules) for part in node.parts))


def depends(node: Node) -> bool:
    """Whether a node depends on the logits at all."""
    return any(isinstance(part, Loss) or (isinstance(part, Entry) and part.name != "y") for part in walk(node))


def workable(diff: Diff, known: frozenset[str]) -> bool:
    """Whether a derivative may be worked out in one line of a proof."""
    body = as_probabilities(diff.body) if "P" in known else diff.body
    return diff.of == "P" or simple(body, known)


def as_probabilities(node: Node) -> Node:
    """The node with P[j] for every exp(h[j]) that is divided by the sum of them all."""
    node = node.with_parts(*map(as_probabilities, node.parts))
    match node:
        case Binary("/", above, below) if _normalises(below):
            return _divided(above) or node
        case Binary("*", left, right):
            return (_inverts(right) and _divided(left)) or (_inverts(left) and _divided(right)) or node
    return node


def _normalises(node: Node) -> bool:
    """Whether a node is the sum below softmax's fraction."""
    return isinstance(node, Sum) and not node.apart and node.body == Apply("exp", Entry("h", node.index))


def _inverts(node: Node) -> bool:
    """Whether a node is 1 over that sum."""
    match node:
        case Binary("/", above, below):
            return above == ONE and _normalises(below)
        case Power(base, -1):
            return _normalises(base)
    return False


def _divided(node: Node) -> Node | None:
    """A product with P[j] in place of its first exp(h[j]); None where there is none."""
    match node:
        case Apply("exp", Entry("h", index)):
            return Entry("P", index)
        case Neg(body):
            inside = _divided(body)
            return inside and Neg(inside)
        case Binary("*", left, right):
            if (first := _divided(left)) is not None:
                return Binary("*", first, right)
            second = _divided(right)
            return second and Binary("*", left, second)
        case Binary("/", above, below):
            inside = _divided(above)
            return inside and Binary("/", inside, below)
    return None


def simple(node: Node, known: frozenset[str], entered: bool = False) -> bool:
    """Whether a derivative of this may be worked out in one line of a proof.

    Simple are h, exp, log, powers and 1 / v of something simple, the chain rule in one go; sums of such parts, and
    multiples by what does not depend on the logits; and P, where its derivative is `known`. A product or quotient
    of two parts that both depend on the logits has to be taken apart first, and so has a sum over the classes with a
    factor such as y[j] in it, unless the derivatives of its logits were seen to have `entered` it.
    """
    match node:
        case _ if not depends(node):
            return True
        case Entry(name, _):
            return name == "h" or name in known
        case Loss():
            return False
        case Neg(body) | Apply(_, body) | Power(body, _):
            return simple(body, known, entered)
        case Binary("*" | "/", left, right) if depends(left) and depends(right):
            return False
        case Binary(_, left, right):
            return simple(left, known, entered) and simple(right, known, entered)
        case Sum(_, body, _):
            if entered and has_targets(body):
                return simple(body, frozenset(), entered)
            nested = any(isinstance(part, Sum) for part in walk(body))
            return simple(body, known) and not nested and not has_targets(body)
    return False


def has_targets(node: Node) -> bool:
    return any(isinstance(part, Loss) or (isinstance(part, Entry) and part.name == "y") for part in walk(node))


def mere(diff: Diff) -> bool:
    """Whether a derivative is one of logits alone, a few deltas: nothing is left to be taken apart."""

    def linear(node: Node) -> bool:
        match node:
            case _ if not depends(node):
                return True
            case Entry(name, _):
                return name == "h"
            case Neg(body):
                return linear(body)
            case Binary("+" | "-", left, right):
                return linear(left) and linear(right)
            case Binary("*", left, right):
                return linear(left) and linear(right) and not (depends(left) and depends(right))
            case Binary("/", left, right):
                return linear(left) and not depends(right)
        return False

    return diff.of == "h" and linear(diff.body)


def weighted(node: Node) -> str:
    """The letter of a sum such as sum(j, y[j] * h[j]) whose derivative has a delta; "" where there is more.

    Beside it may stand logarithms of a sum over all classes, and what does not depend on the logits.
    """
    found: list[str] = []

    def plain(part: Node, index: str = "") -> bool:
        match part:
            case _ if not depends(part):
                return True
            case Entry("h", own):
                found.extend([index] * (own == index))
                return True
            case Neg(body):
                return plain(body, index)
            case Binary("+" | "-", left, right):
                return plain(left, index) and plain(right, index)
            case Binary("*", left, right):
                return not (depends(left) and depends(right)) and plain(left, index) and plain(right, index)
            case Binary("/", left, right):
                return not depends(right) and plain(left, index)
            case Sum(own, body, _):
                return not index and plain(body, own)
            case Apply("log", Sum() as total):
                return not free(total) and simple(total, frozenset())
        return False

    return found[0] if plain(node) and found and found[0] else ""


def enters(node: Node) -> bool:
    """Whether the derivative of a sum's own logit stands somewhere in a sum."""
    return any(
        isinstance(part, Sum)
        and any(isinstance(d, Diff) and d.body == Entry("h", part.index) for d in walk(part.body))
        for part in walk(node)
    )


def divides_by_square(node: Node, whole: Node) -> bool:
    """Whether the square of something that `whole` divides by stands in a node, as the quotient rule leaves it."""
    below = divisors(whole) + [part.base for part in walk(whole) if isinstance(part, Power) and part.exponent > 0]
    squares = [part.base for part in walk(node) if isinstance(part, Power) and abs(part.exponent) == 2]
    squares += [p.left for p in walk(node) if isinstance(p, Binary) and p.sign == "*" and p.left == p.right]
    return any(_named_alike(square, part) for square in squares for part in below)


def divisors(node: Node) -> list[Node]:
    """Everything that a node divides by, be it written as a power."""
    below = [part.right for part in walk(node) if isinstance(part, Binary) and part.sign == "/"]
    return below + [part.base for part in walk(node) if isinstance(part, Power) and part.exponent < 0]


def _named_alike(left: Node, right: Node) -> bool:
    """Whether two nodes look the same, whatever letters their sums run over."""
    match left, right:
        case Sum(a, inside, apart), Sum(b, other, also):
            return apart == also and _named_alike(renamed(inside, a, "'"), renamed(other, b, "'"))
    if left.parts and type(left) is type(right) and len(left.parts) == len(right.parts):
        same = left.with_parts(*right.parts) == right
        return same and all(_named_alike(a, b) for a, b in zip(left.parts, right.parts, strict=True))
    return left == right


def derivatives(node: Node) -> list[Diff]:
    """The derivatives that still stand in a node, from outside in."""
    return [part for part in walk(node) if isinstance(part, Diff)]


def without(node: Node, which: Container[Node]) -> Node:
    """The node with those of its derivatives that are among `which` put to zero."""
    if isinstance(node, Diff) and node in which:
        return ZERO
    return node.with_parts(*(without(part, which) for part in node.parts))


def vanished(before: Node, after: Node) -> list[Diff]:
    """The derivatives of `before` that do not stand in `after` any more."""
    kept = set(derivatives(after))
    return [diff for diff in derivatives(before) if diff not in kept]


def touches_another(diff: Diff) -> bool:
    """Whether a derivative meets logits of another class than its own, so that delta says which."""
    return bool(other_class(diff))


def other_class(diff: Diff) -> str:
    """The letter of another class whose logit a derivative meets; "" where there is none."""
    return next((k for k in sorted(_free_entries(diff.body)) if k != diff.by), "") if diff.of == "h" else ""


def _free_entries(node: Node) -> Iterator[str]:
    bound = {part.index for part in walk(node) if isinstance(part, Sum)}
    yield from (index for index in free(node) if index not in bound)


def strays(node: Node, letters: Container[str]) -> list[Diff]:
    """The derivatives in a node by a logit that has none of these letters, but for those of a chain rule.

    The chain rule may go through any logit: diff(exp(h[k]), h[k]) is right where it is multiplied by diff(h[k], h[i]),
    which is delta[i, k].
    """
    return [diff for diff, factors in _multiplied(node, ()) if not _at_home(diff, factors, letters)]


def _at_home(diff: Diff, factors: tuple[Node, ...], letters: Container[str]) -> bool:
    if diff.of != "h" or diff.by in letters:
        return True
    for factor in factors:
        match factor:
            case Diff(Entry("h", inner), by, "h") if inner == diff.by and by in letters:
                return True
            case Delta(a, b) if (a == diff.by and b in letters) or (b == diff.by and a in letters):
                return True
    return False


def _multiplied(node: Node, factors: tuple[Node, ...]) -> Iterator[tuple[Diff, tuple[Node, ...]]]:
    """Every derivative in a node, from left to right, with all that it is multiplied by."""
    match node:
        case Diff(body, _, _):
            yield node, factors
            yield from _multiplied(body, ())
        case Binary("*", left, right):
            yield from _multiplied(left, (*factors, *_factors(right)))
            yield from _multiplied(right, (*factors, *_factors(left)))
        case Sum(index, body, _):
            yield from _multiplied(body, tuple(factor for factor in factors if index not in free(factor)))
        case Neg() | Binary():
            for part in node.parts:
                yield from _multiplied(part, factors)
        case _:
            for part in node.parts:
                yield from _multiplied(part, ())


def _factors(node: Node) -> Iterator[Node]:
    match node:
        case Neg(body) | Binary("/", body, _):
            yield from _factors(body)
        case Binary("*", left, right):
            yield from _factors(left)
            yield from _factors(right)
        case _:
            yield node
