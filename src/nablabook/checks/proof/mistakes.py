"""What a line that does not follow looks like: one change, to the line before or to itself, that explains it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nablabook.checks.proof.calculus import (
    WRONG_RULES,
    derivative,
    derivatives,
    has_targets,
    of_entries,
    vanished,
    worked_out,
)
from nablabook.checks.proof.compare import alike
from nablabook.checks.proof.language import (
    LOSS,
    ONE,
    ZERO,
    Apply,
    Binary,
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
from nablabook.checks.proof.worlds import Targets
from nablabook.checks.proof.written import plain

#: Changes that are tried before the search is given up.
MOST = 300


def cause(before: Node, after: Node, targets: Targets) -> str:
    """The sentence that explains the step from `before` to `after`; "" where none does."""
    gone = vanished(before, after)
    # Where the line has derivatives of its own, those of h and P are not worked out yet.
    further = bool(set(derivatives(after)) - set(derivatives(before)))
    by_rule = [
        (sentence, worked_out(before, gone, rules))
        for sentence, rules in WRONG_RULES.items()
        if gone and not (further and of_entries(rules))
    ]
    for sentence, explains in _certain(before, after, targets):
        if explains:
            return sentence
    whole = ("The sign of the whole line is turned round: a minus got lost, or there is one too many.", Neg(before))
    # The quotient rule turned round changes the sign too, and says more.
    for sentence, changed in (*by_rule[:1], whole, *by_rule[1:]):
        if alike(changed, after, targets):
            return sentence
    for sentence, changed in _one_term(before, gone):
        if alike(changed, after, targets):
            return sentence
    others = sorted(index for index in free(before) & free(after) if index != "i")
    for index in others:
        if "i" in free(before) and alike(renamed(before, index, "i"), renamed(after, index, "i"), targets):
            return (
                f"It is right where {index} is i, and not where it isn't. What is there only where both are the same "
                f"class needs its delta[i, {index}]."
            )
        unlike = Binary("-", ONE, Delta("i", index))
        if "i" in free(before) and alike(Binary("*", before, unlike), Binary("*", after, unlike), targets):
            return (
                f"It is right where {index} is not i, and not where it is: that is one of the two cases. "
                f"The other needs a term with delta[i, {index}]."
            )
    tried = 0
    for sentence, changed in _changes(before):
        tried += 1
        if tried > MOST:
            break
        if changed != before and alike(changed, after, targets):
            return sentence
    for sentence, changed in _slips(after):
        tried += 1
        if tried > 2 * MOST:
            break
        if changed != after and alike(changed, before, targets):
            return sentence
    return ""


#: Why a derivative of the loss is a sum.
EVERY_P_MOVES = "h[i] moves every P[j], not only P[i]: the sum over j stays."
ONE_P_FOR_ALL = "Every term of the sum has a P[j] of its own: here P[i] stands in all of them."


def _certain(before: Node, after: Node, targets: Targets) -> Iterator[tuple[str, bool]]:
    """Mistakes that can be seen in the line itself, whatever its value is like; each with whether it is there."""
    for index in sorted(free(before) - free(after) - {"i"}):
        yield (
            f"You put i for {index}: that is one of the two cases. "
            f"Keep {index}, and let delta[i, {index}] tell them apart.",
            "i" in free(after) and alike(renamed(before, index, "i"), after, targets),
        )
    yield (
        f"That is the derivative by P[i]. The softmax lies between: {EVERY_P_MOVES}",
        alike(after, derivative(LOSS, "i", of="P"), targets) and alike(before, Diff(Loss(), "i"), targets),
    )
    for part, put in _spots(after):
        match part:
            case Binary("*", Sum(one, a, apart), Sum(other, b, also)) if apart == also:
                together = Sum(one, Binary("*", a, renamed(b, other, one)), apart)
                yield (
                    "A product of sums is no sum of products: "
                    f"sum({one}, a * b) is not sum({one}, a) * sum({one}, b).",
                    alike(before, put(together), targets),
                )


def _one_term(before: Node, gone: list[Diff]) -> Iterator[tuple[str, Node]]:
    """The derivative of a sum with y in it, such as the loss, taken as if only one of its P counted."""

    def in_full(part: Node) -> Node:
        return LOSS if isinstance(part, Loss) else part

    for part, put in _spots(before):
        if not isinstance(part, Diff) or part not in gone or part.of != "h" or not has_targets(part.body):
            continue
        body = _everywhere(part.body, in_full)
        by = part.by

        def own(total: Node, by: str = by) -> Node:
            is_one = isinstance(total, Sum) and not total.apart and has_targets(total.body)
            return renamed(total.body, total.index, by) if is_one else total

        def each(total: Node, by: str = by) -> Node:
            is_one = isinstance(total, Sum) and not total.apart and has_targets(total.body)
            return total.with_parts(_untargeted(total.body, total.index, by)) if is_one else total

        yield EVERY_P_MOVES, put(derivative(_everywhere(body, own), by))
        yield ONE_P_FOR_ALL, put(derivative(_everywhere(body, each), by))


def _moves(part: Node) -> bool:
    """Whether a part is a derivative of something with P in it."""
    return isinstance(part, Diff) and any(isinstance(inner, Entry) and inner.name == "P" for inner in walk(part.body))


def _untargeted(node: Node, old: str, new: str) -> Node:
    """The node with the index renamed everywhere but at y."""
    if isinstance(node, Entry) and node.name == "y":
        return node
    if not node.parts:
        return renamed(node, old, new)
    return node.with_parts(*(_untargeted(part, old, new) for part in node.parts))


Rebuild = Callable[[Node], Node]


def _spots(node: Node, rebuild: Rebuild = lambda part: part) -> Iterator[tuple[Node, Rebuild]]:
    """Every part of a node, with the function that puts another part in its place."""
    yield node, rebuild
    for number, part in enumerate(node.parts):

        def inner(other: Node, number: int = number) -> Node:
            parts = list(node.parts)
            parts[number] = other
            return rebuild(node.with_parts(*parts))

        yield from _spots(part, inner)


def _everywhere(node: Node, change: Callable[[Node], Node]) -> Node:
    """The node with `change` made to each of its parts, from inside out."""
    return change(node.with_parts(*(_everywhere(part, change) for part in node.parts)))


def _changes(before: Node) -> Iterator[tuple[str, Node]]:
    """Things that somebody does to the line before, by the sentence that names them."""
    yield (
        "delta is taken as 1 in every term, but it is 1 only where its two indices are the same.",
        _everywhere(before, lambda part: ONE if isinstance(part, Delta) else part),
    )
    yield (
        "The terms with delta got lost: delta is 1 where its two indices are the same.",
        _everywhere(before, lambda part: ZERO if isinstance(part, Delta) else part),
    )
    for part, put in _spots(before):
        match part:
            case Sum(index, body, ""):
                for letter in sorted(free(before) | {"i"}):
                    only = f"Of a sum only the term {index} = {letter} is left"
                    why = f" {EVERY_P_MOVES}" if letter == "i" and any(map(_moves, walk(body))) else ""
                    yield (
                        f"{only}: the terms {index} ≠ {letter} are forgotten.{why}",
                        put(renamed(body, index, letter)),
                    )
                    yield f"The term {index} = {letter} of a sum got lost.", put(Sum(index, body, letter))
                if has_targets(body):
                    yield ONE_P_FOR_ALL, put(Sum(index, _untargeted(body, index, "i")))
            case Sum(index, body, apart):
                yield (f"The condition {index} != {apart} got lost.", put(Sum(index, body)))
                yield (f"The terms {index} ≠ {apart} are forgotten.", put(ZERO))
            case Apply("log", Binary("/", a, b)):
                yield (
                    "The logarithm of a quotient is a difference: log(a) - log(b).",
                    put(Binary("/", Apply("log", a), Apply("log", b))),
                )
                yield (
                    "The logarithm of a quotient is a difference: log(a) - log(b).",
                    put(Binary("+", Apply("log", a), Apply("log", b))),
                )
            case Apply("log", Binary("*", a, b)):
                yield (
                    "The logarithm of a product is a sum: log(a) + log(b).",
                    put(Binary("*", Apply("log", a), Apply("log", b))),
                )
            case Apply("log", Binary("+", a, b)):
                yield (
                    "The logarithm of a sum is not the sum of the logarithms.",
                    put(Binary("+", Apply("log", a), Apply("log", b))),
                )
            case Apply("log", Sum(index, body, apart)):
                yield (
                    "The logarithm of a sum is not the sum of the logarithms.",
                    put(Sum(index, Apply("log", body), apart)),
                )
            case Apply("exp", Binary("+", a, b)):
                yield "exp of a sum is a product: exp(a) * exp(b).", put(Binary("+", Apply("exp", a), Apply("exp", b)))
            case Apply("exp", Binary("-", a, b)):
                yield (
                    "exp of a difference is a quotient: exp(a) / exp(b).",
                    put(Binary("-", Apply("exp", a), Apply("exp", b))),
                )
            case Apply(function, body):
                yield f"The {function} got lost.", put(body)
            case Neg(Binary("+" | "-" as sign, a, b)):
                other = "-" if sign == "+" else "+"
                yield (
                    "A minus before a bracket turns the sign of every term in it.",
                    put(Binary(sign, Neg(a), b)),
                )
                yield "A minus before a bracket turns the sign of every term in it.", put(Binary(other, a, Neg(b)))
            case Binary("*", a, Binary("+" | "-" as sign, b, c)):
                yield "A factor before a bracket belongs to every term in it.", put(Binary(sign, Binary("*", a, b), c))
            case Binary("*", Binary("+" | "-" as sign, b, c), a):
                yield "A factor behind a bracket belongs to every term in it.", put(Binary(sign, b, Binary("*", a, c)))
    yield from _single(before, "got lost")


def _single(node: Node, what: str) -> Iterator[tuple[str, Node]]:
    """One term or factor taken away, or the sign of one term turned."""
    for part, put in _spots(node):
        match part:
            case Binary("+" | "-" as sign, a, b):
                yield (
                    f"The sign of `{plain(b)}` {'is wrong' if what == 'got lost' else what}.",
                    put(Binary("-" if sign == "+" else "+", a, b)),
                )
                yield (
                    f"The sign of `{plain(a)}` {'is wrong' if what == 'got lost' else what}.",
                    put(Binary(sign, Neg(a), b)),
                )
                yield f"The term `{plain(b)}` {what}.", put(a)
                yield f"The term `{plain(a)}` {what}.", put(b if sign == "+" else Neg(b))
            case Neg(body):
                yield f"The minus of `{plain(part)}` {what}.", put(body)
            case Binary("*", a, b):
                yield f"The factor `{plain(a)}` {what}.", put(b)
                yield f"The factor `{plain(b)}` {what}.", put(a)
            case Binary("/", a, b):
                yield f"The division by `{plain(b)}` {what}.", put(a)
                yield f"The fraction `{plain(part)}` stands upside down.", put(Binary("/", b, a))
            case Power(base, _):
                yield f"The power of `{plain(part)}` {what}.", put(base)


def _slips(after: Node) -> Iterator[tuple[str, Node]]:
    """Slips of the pen in the line itself, by the sentence that names them."""
    letters = sorted({part.index for part in walk(after) if isinstance(part, Entry | Sum)} | free(after))
    for part, put in _spots(after):
        match part:
            case Entry(name, index):
                for letter in letters:
                    if letter != index:
                        yield f"Look at the index of `{plain(part)}`.", put(Entry(name, letter))
                other = {"P": "y", "y": "P"}.get(name)
                if other:
                    yield f"Should `{plain(part)}` be {other}?", put(Entry(other, index))
            case Delta(_, _) | Number(_):
                continue
            case Diff(body, by, of):
                for letter in letters:
                    if letter != by:
                        yield f"Look at what `{plain(part)}` is differentiated by.", put(Diff(body, letter, of))
    yield from _single(after, "is too much")
