"""What a line that does not follow looks like: one change, to the line before or to itself, that explains it."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace

from nablabook.checks.proof.calculus import (
    RIGHT,
    WRONG_RULES,
    Rules,
    as_probabilities,
    depends,
    derivative,
    derivatives,
    divisors,
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
    Classes,
    Delta,
    Diff,
    Entry,
    Loss,
    Neg,
    Node,
    Power,
    Sum,
    free,
    renamed,
    walk,
)
from nablabook.checks.proof.worlds import RIGHT_CLASS, Targets
from nablabook.checks.proof.written import plain

#: Changes of one kind that are tried before the search is given up.
MOST = 300


def cause(
    before: Node,
    after: Node,
    targets: Targets,
    claimable: Targets | None = None,
    known: Collection[str] = (),
) -> str:
    """The sentence that explains the step from `before` to `after`; "" where none does.

    `claimable` is the most that may be claimed about the targets; without it no more than `targets`. Where "P" is
    `known`, softmax's fraction is differentiated as P is.
    """
    gone = vanished(before, after)
    # Where the line has derivatives of its own, those of h and P are not worked out yet.
    further = bool(set(derivatives(after)) - set(derivatives(before)))
    by_rule = [
        (_lettered(sentence, gone), worked_out(before, gone, rules))
        for sentence, rules in WRONG_RULES
        if gone and not (further and of_entries(rules)) and (rules.in_sums or has_targets(before))
    ]
    of_fraction = [(diff, as_probabilities(diff)) for diff in gone] if "P" in known and not further else []
    if any(one != other for one, other in of_fraction):
        named = [other for _, other in of_fraction]
        full = as_probabilities(before)
        by_rule += [
            (_lettered(sentence, named), worked_out(full, named, rules))
            for sentence, rules in WRONG_RULES
            if rules.probability is not RIGHT.probability
        ]
    for sentence, explains in _certain(before, after, targets):
        if explains:
            return sentence
    # Where the cases are in sight, a letter is likelier to be wrong than a rule.
    in_sight = shows_cases(after)
    if in_sight and (sentence := _first_factor(before, after, targets, gone) or _letter(before, after, targets)):
        return sentence
    # What is taken apart by the product rule is no quotient any more, whatever its sign.
    new = (diff for diff in derivatives(after) if diff not in derivatives(before))
    if any(depends(below) for diff in new for below in divisors(diff)) and (
        sentence := _first(_single(after, "is too much"), before, targets)
    ):
        return sentence
    whole = (TURNED_ROUND, Neg(before))
    # A reciprocal without its minus and the quotient rule turned round change the sign too, and say more.
    for sentence, changed in (
        *_by_probability(before, gone),
        *by_rule[:2],
        whole,
        *by_rule[2:],
        *_one_term(before, gone),
    ):
        if alike(changed, after, targets):
            return sentence
    # Nobody who has both cases in sight, or derivatives still, has forgotten one: a slip is likelier. And what became
    # of a part of a derivative that was worked out is less plain than what stands in the line itself.
    plainly = not in_sight and not derivatives(after)
    tried = [
        lambda: _of_right_class(before, after, claimable or targets),
        lambda: _first(_changes(before), after, targets),
        lambda: (
            _letter(before, after, targets)
            or _first(_out_of_sums(after), before, targets)
            or _first(_slips(before, after), before, targets)
        ),
    ]
    if gone and not plainly:
        tried[1:] = tried[:0:-1]
    tried.insert(0 if plainly else 3, lambda: _one_case(before, after, targets))
    sentence = next((sentence for attempt in tried if (sentence := attempt())), "")
    if not sentence and (full := _in_full(before)) != before:
        return cause(full, after, targets, claimable, known)
    return sentence


def _in_full(node: Node) -> Node:
    """The node with the loss written out."""
    used = free(node) | {part.index for part in walk(node) if isinstance(part, Sum)}
    letter = next((k for k in "jkmn" if k not in used), "'")
    loss = Neg(Sum(letter, renamed(LOSS.parts[0].parts[0], "'", letter)))
    return _everywhere(node, lambda part: loss if isinstance(part, Loss) else part)


def _first(changes: Iterable[tuple[str, Node]], wanted: Node, targets: Targets) -> str:
    """The sentence of the first change that gives what is wanted."""
    for sentence, changed in itertools.islice(changes, MOST):
        if alike(changed, wanted, targets):
            return sentence
    return ""


def _lettered(sentence: str, gone: list[Diff]) -> str:
    """A sentence about P[j] in the letter that was differentiated, where there is only one and it isn't j."""
    letters = {p.index for d in gone for p in walk(d.body) if isinstance(p, Entry) and p.name != "y"}
    letters -= {d.by for d in gone}
    return re.sub(r"\bj\b", letters.pop(), sentence) if len(letters) == 1 else sentence


def one_class(index: str) -> str:
    """What is told of something that is so of the true class alone."""
    return f"That holds only where {index} is the true class; {index} is any class. Call the true class {RIGHT_CLASS}."


def differentiated_by(what: str, always: str) -> str:
    """What is told of a derivative by another logit than the proof's; `always` is the one that it keeps to."""
    return f"Look at what {what} is differentiated by" + (
        f": from the first line to the last that is {always}." if always else "."
    )


def sum_in_logarithm(before: Node, after: Node, targets: Targets) -> str:
    """Whether a sum with y in it was drawn into a logarithm, as the sentence that tells it."""
    for part, put in spots(after):
        match part:
            case Apply("log", Sum(index, Binary("*", Entry("y", own) as y, body), apart)) if own == index:
                if alike(put(Sum(index, Binary("*", y, Apply("log", body)), apart)), before, targets):
                    return LOG_OF_SUM
    return ""


def _of_right_class(before: Node, after: Node, claimable: Targets) -> str:
    """Whether the targets went because a free index was taken for the true class."""
    if claimable != Targets.ONE_HOT or has_targets(after) or not has_targets(before):
        return ""
    for index in sorted((free(before) | free(after)) - {RIGHT_CLASS}):
        if alike(renamed(before, index, RIGHT_CLASS), renamed(after, index, RIGHT_CLASS), Targets.ONE_HOT):
            return one_class(index)
    return ""


def shows_cases(node: Node) -> bool:
    """Whether a node tells two classes apart: by delta, or by a sum that leaves one out."""
    return any(
        (isinstance(part, Delta) and part.first != part.second) or (isinstance(part, Sum) and part.apart)
        for part in walk(node)
    )


def _one_case(before: Node, after: Node, targets: Targets) -> str:
    """Whether a line is right in one of the two cases."""
    in_sight = shows_cases(after)
    for index in sorted(index for index in free(before) & free(after) if index != "i"):
        if "i" in free(before) and alike(renamed(before, index, "i"), renamed(after, index, "i"), targets):
            return f"It is right where {index} is i, and not where it isn't. " + (
                f"Look at the indices of what stands beside delta[i, {index}]."
                if in_sight
                else f"What is there only where both are the same class needs its delta[i, {index}]."
            )
        unlike = Binary("-", ONE, Delta("i", index))
        if "i" in free(before) and alike(Binary("*", before, unlike), Binary("*", after, unlike), targets):
            # What is there only where both are the same class: delta, or a derivative that will be one.
            own = (d for d in derivatives(after) if alike(Binary("*", d, unlike), ZERO, targets))
            beside = next((f"`{plain(d)}`" for d in own), f"delta[i, {index}]" if in_sight else "")
            return f"It is right where {index} is not i, and not where it is" + (
                f". Look at the factor of {beside}."
                if beside
                else f": that is one of the two cases. The other needs a term with delta[i, {index}]."
            )
    return ""


def _first_factor(before: Node, after: Node, targets: Targets, gone: list[Diff]) -> str:
    """Whether a derivative of P[j] was begun with another P, as the sentence that tells it."""
    asked = {(part.index, diff.by) for diff in gone for part in walk(as_probabilities(diff.body)) if _is_p(part)}
    for own, by in sorted((own, by) for own, by in asked if own != by):
        wrong = Entry("P", by)
        often = sum(part == wrong for part in walk(after))
        puts = [put for part, put in spots(after) if part == wrong]
        for nth, (put, beside) in enumerate(zip(puts, _beside_delta(after, wrong), strict=True)):
            # The formula is symmetric: the one beside delta would do as well, and is right.
            if not beside and nth < len(ORDINALS) and alike(put(Entry("P", own)), before, targets):
                which = f"the {ORDINALS[nth]} " if often > 1 else ""
                return f"The derivative of P[{own}] begins with P[{own}]: look at {which}`{plain(wrong)}`."
    return ""


def _beside_delta(node: Node, wanted: Node, beside: bool = False) -> Iterator[bool]:
    """For each part like `wanted`, from outside in, whether it is a term of a sum of two with delta in it."""
    if node == wanted:
        yield beside
    if isinstance(node, Binary) and node.sign in "+-":
        beside = beside or any(isinstance(part, Delta) for part in walk(node))
    for part in node.parts:
        yield from _beside_delta(part, wanted, beside)


def _is_p(part: Node) -> bool:
    return isinstance(part, Entry) and part.name == "P"


def _by_probability(before: Node, gone: list[Diff]) -> Iterator[tuple[str, Node]]:
    """What somebody takes for the derivative of the loss by P[j]."""
    of_p = [diff for diff in gone if diff.of == "P"]
    if not of_p:
        return
    letter = of_p[0].by

    def put(change: Callable[[str], Node] | None = None, rules: Rules = RIGHT) -> Node:
        def changed(part: Node) -> Node:
            if part in of_p and isinstance(part, Diff):
                return change(part.by) if change else derivative(part.body, part.by, rules, "P")
            return part.with_parts(*map(changed, part.parts))

        return worked_out(changed(before), gone, RIGHT)

    yield (
        f"By P[{letter}] only one term of the sum changes: the one with P[{letter}] itself in it.",
        put(rules=replace(RIGHT, logit=lambda _j, _i: ONE)),
    )
    if not any(isinstance(diff.body, Loss) for diff in of_p):
        return
    for sign in (Neg, lambda part: part):
        for factor in (_log_p, lambda k: Binary("*", Entry("y", k), _log_p(k))):
            yield (
                f"The logarithm still is to be differentiated by P[{letter}]: the derivative of log(u) by u is 1 / u. "
                f"Its factor y[{letter}] stays.",
                put(lambda k, sign=sign, factor=factor: sign(factor(k))),
            )


def _log_p(index: str) -> Node:
    return Apply("log", Entry("P", index))


NORMALISER = Sum("'", Apply("exp", Entry("h", "'")))

TURNED_ROUND = "The sign of the whole line is turned round: a minus got lost, or there is one too many."
#: Why a derivative of the loss is a sum.
EVERY_P_MOVES = "h[i] moves every P[j], not only P[i]: the sum over j stays."
LOG_OF_SUM = "The logarithm of a sum is not the sum of the logarithms."
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
    for changed in _logarithms_of_terms(before) if set(derivatives(after)) - set(derivatives(before)) else ():
        yield LOG_OF_SUM, alike(changed, after, targets)
    index = next((k for k in "jkmn" if k not in free(before) | free(after)), "j")
    added = Sum(index, Entry("y", index))
    for part, put in spots(after):
        match part:
            case Binary("*", Classes(), other) | Binary("*", other, Classes()):
                factor = _in_brackets(other)
                yield (
                    f"The sum over {index} of y[{index}] * {factor} is {factor} times the sum of the y[{index}], "
                    f"not K times {factor}.",
                    alike(put(Binary("*", other, added)), before, targets),
                )
            case Classes():
                yield (
                    f"The sum over {index} of the y[{index}] is not K: K is the number of the classes.",
                    alike(put(added), before, targets),
                )
            case Binary("*", Sum(one, a, apart), Sum(other, b, also)) if apart == also:
                together = Sum(one, Binary("*", a, renamed(b, other, one)), apart)
                yield (
                    "A product of sums is no sum of products: "
                    f"sum({one}, a * b) is not sum({one}, a) * sum({one}, b).",
                    alike(before, put(together), targets),
                )


def _logarithms_of_terms(before: Node) -> Iterator[Node]:
    """The line before, with a sum of logits where softmax has the logarithm of a sum."""
    for part, put in spots(before):
        match part:
            case Apply("log", Binary("/", a, Sum(index, body, apart))):
                yield put(Binary("-", Apply("log", a), Sum(index, Apply("log", body), apart)))
            case Apply("log", Entry("P", index)):
                yield put(Binary("-", Entry("h", index), Sum("'", Entry("h", "'"))))


def _in_brackets(node: Node) -> str:
    return (
        f"({plain(node)})"
        if isinstance(node, Neg) or (isinstance(node, Binary) and node.sign in "+-")
        else plain(node)
    )


def _out_of_sums(after: Node) -> Iterator[tuple[str, Node]]:
    """Something with the letter of a sum that was taken out of it, and got another letter there."""
    for part, put in spots(after):
        match part:
            case Binary("*", a, Sum(index, body, apart)) | Binary("*", Sum(index, body, apart), a):
                for factor, other in spots(a):
                    if not isinstance(factor, Entry) or derivatives(a):
                        continue
                    own = Entry(factor.name, index)
                    yield (
                        f"`{plain(own)}` can't be taken out of the sum over {index}: it is another number in each "
                        f"term, and `{plain(factor)}` is only one of them.",
                        put(Sum(index, Binary("*", other(own), body), apart)),
                    )


def _one_term(before: Node, gone: list[Diff]) -> Iterator[tuple[str, Node]]:
    """The derivative of a sum with y in it, such as the loss, taken as if only one of its P counted."""

    def in_full(part: Node) -> Node:
        return LOSS if isinstance(part, Loss) else part

    for part, put in spots(before):
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


def spots(node: Node, rebuild: Rebuild = lambda part: part) -> Iterator[tuple[Node, Rebuild]]:
    """Every part of a node, with the function that puts another part in its place."""
    yield node, rebuild
    for number, part in enumerate(node.parts):

        def inner(other: Node, number: int = number) -> Node:
            parts = list(node.parts)
            parts[number] = other
            return rebuild(node.with_parts(*parts))

        yield from spots(part, inner)


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
    for part, put in spots(before):
        match part:
            case Diff(body, by, of):
                yield (
                    f"The derivative got lost: `{plain(body)}` still is to be differentiated by {of}[{by}].",
                    put(body),
                )
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
                yield (
                    f"The logarithm of `{plain(b)}` got lost: log(a / b) is log(a) - log(b).",
                    put(Binary("-", Apply("log", a), b)),
                )
            case Apply("log", Entry("P", index)):
                yield (
                    "The logarithm of the sum got lost: log(a / b) is log(a) - log(b), and b is the sum.",
                    put(Binary("-", Entry("h", index), NORMALISER)),
                )
                for sign in "/+":
                    yield (
                        "The logarithm of a quotient is a difference: log(a / b) is log(a) - log(b). "
                        "The logarithm of the sum stays.",
                        put(Binary(sign, Entry("h", index), Apply("log", NORMALISER))),
                    )
            case Apply("log", Binary("*", a, b)):
                yield (
                    "The logarithm of a product is a sum: log(a) + log(b).",
                    put(Binary("*", Apply("log", a), Apply("log", b))),
                )
            case Apply("log", Binary("+", a, b)):
                yield (
                    LOG_OF_SUM,
                    put(Binary("+", Apply("log", a), Apply("log", b))),
                )
            case Apply("log", Sum(index, body, apart)):
                yield (
                    LOG_OF_SUM,
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
    for part, put in spots(node):
        match part:
            case Binary("+" | "-" as sign, a, b):
                yield (
                    f"The sign of `{plain(b)}` is wrong.",
                    put(Binary("-" if sign == "+" else "+", a, b)),
                )
                yield (
                    f"The sign of `{plain(a)}` is wrong.",
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


ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


def _letter(before: Node, after: Node, targets: Targets) -> str:
    """The sentence that names the one letter that is wrong in a line; "" where it is not one letter."""
    right = [
        (words, part, nth) for words, part, nth, changed in _letters(before, after) if alike(changed, before, targets)
    ]
    if not right:
        return ""
    # A delta first: of a product of two that look the same, another index at either of them may explain the line.
    words, part, _ = next((found for found in right if isinstance(found[1], Delta)), right[0])
    places = sorted({nth for _, other, nth in right if other == part})
    often = sum(other == part for other in walk(after))
    which = (
        " or ".join(f"the {ORDINALS[nth]}" for nth in places) + " " if often > 1 and places[-1] < len(ORDINALS) else ""
    )
    return words.format(f"{which}`{plain(part)}`")


def _letters(before: Node, after: Node) -> Iterator[tuple[str, Node, int, Node]]:
    """One letter changed in the line: words about it, the part, how many like it come before, and the line."""
    letters = sorted(
        {part.index for part in walk(after) if isinstance(part, Entry | Sum)} | free(before) | free(after)
    )
    asked = {diff.by for diff in derivatives(before)}
    before_it: Counter[Node] = Counter()
    for part, put in spots(after):
        nth = before_it[part]
        before_it[part] += 1
        changed: list[tuple[str, Node]] = []
        match part:
            case Entry(name, index):
                changed = [("Look at the index of {}.", Entry(name, k)) for k in letters if k != index]
            case Delta(a, b):
                others = (other for k in letters if k not in (a, b) for other in (Delta(k, b), Delta(a, k)))
                changed = [("Look at the indices of {}.", other) for other in others]
            case Power(base, 2):
                pairs = ((k, index) for k in letters for index in sorted(free(base)) if k != index)
                changed = [
                    ("In {} one of the two factors has another index.", Binary("*", base, renamed(base, index, k)))
                    for k, index in pairs
                ]
            case Diff(body, by, of):
                if of == "P":
                    words = (
                        "Look at what {} is differentiated by: a chain goes through one P, the same in both factors."
                    )
                    changed = [(words, Diff(body, k, of)) for k in letters if k != by]
                for k in (k for k in letters if of == "h" and k != by and by not in asked):
                    changed.append((differentiated_by("{}", f"{of}[{k}]" if k in asked else ""), Diff(body, k, of)))
        yield from ((words, part, nth, put(other)) for words, other in changed)


def _slips(before: Node, after: Node) -> Iterator[tuple[str, Node]]:
    """Slips of the pen in the line itself, by the sentence that names them."""
    for part, put in spots(after):
        match part:
            case Sum(index, body, apart) if apart:
                yield f"The condition {index} != {apart} is too much.", put(Sum(index, body))
            case Sum(index, body, "") if has_targets(body) or not derivatives(after):
                for letter in sorted(free(before) | free(after)):
                    yield (
                        f"The term {index} = {letter} is counted once too often: "
                        f"next to it the sum is sum({index} != {letter}, ...).",
                        put(Sum(index, body, letter)),
                    )
    for part, put in spots(after):
        match part:
            case Entry(name, index):
                for other in (other for other in "Pyh" if other != name):
                    yield f"Should `{plain(part)}` be {other}?", put(Entry(other, index))
                if name == "h":
                    yield f"The exp of `{plain(part)}` got lost.", put(Apply("exp", part))
            case Binary("/", a, b):
                yield f"Should `{plain(part)}` be a product?", put(Binary("*", a, b))
            case Binary("*", a, Entry() as b):
                yield f"Should `{plain(part)}` be a quotient?", put(Binary("/", a, b))
    yield from _brackets(after)
    yield from _lost(before, after)
    yield from _single(after, "is too much")


def _brackets(after: Node) -> Iterator[tuple[str, Node]]:
    """Brackets put around a sum of two, of which the line multiplies or divides one."""
    for part, put in spots(after):
        match part:
            case Binary("+" | "-" as sign, Binary("*", a, b), c):
                yield (
                    f"Are brackets missing? `{plain(a)}` multiplies `{plain(b)}` alone, and not what follows it.",
                    put(Binary("*", a, Binary(sign, b, c))),
                )
        match part:
            case Binary("+" | "-" as sign, a, Binary("/", b, c)):
                yield (
                    f"Are brackets missing? `{plain(c)}` divides `{plain(b)}` alone, and not what comes before it.",
                    put(Binary("/", Binary(sign, a, b), c)),
                )


def _lost(before: Node, after: Node) -> Iterator[tuple[str, Node]]:
    """One factor put back to one term of the line."""
    full = _everywhere(before, lambda part: LOSS if isinstance(part, Loss) else part)
    # What stands beside delta[i, j] was u[j] before.
    asked = {diff.by for diff in derivatives(before)} or {"i"}
    letters = sorted(
        free(before) | {p.index for p in walk(after) if isinstance(p, Sum)}, key=lambda k: (k in asked, k)
    )
    kinds = {(type(p), getattr(p, "name", getattr(p, "function", ""))) for side in (full, after) for p in walk(side)}
    factors: list[Node] = [Entry(name, k) for name in "yP" if (Entry, name) in kinds for k in letters]
    if (Apply, "exp") in kinds:
        factors += [Apply("exp", Entry("h", k)) for k in letters]
    factors += dict.fromkeys(part for part in walk(full) if isinstance(part, Sum) and not has_targets(part))
    divided = (part.base if isinstance(part, Power) else part for part in divisors(full))
    below_it = list(dict.fromkeys(part for part in divided if isinstance(part, Sum) and not free(part)))
    outside = free(before) | free(after)
    for factor in (factor for factor in factors if free(factor) <= outside):
        yield f"The factor `{plain(factor)}` got lost: the whole line needs it.", Binary("*", factor, after)
    for part, put in spots(after):
        match part:
            case Sum() | Binary("+" | "-", _, _):
                terms = part.parts
            case Binary("/", above, _):
                terms = (above,)
            case _:
                continue
        for number, term in enumerate(terms):
            for factor in factors:
                # Within a sum only what differs from term to term: all else stands before it.
                if isinstance(part, Sum) and part.index not in free(factor):
                    continue
                parts = list(part.parts)
                parts[number] = Binary("*", factor, term)
                changed = put(part.with_parts(*parts))
                if free(changed) <= outside:
                    yield f"The factor `{plain(factor)}` got lost: `{plain(term)}` needs it.", changed
            for below in below_it if not isinstance(part, Binary) or part.sign in "+-" else ():
                parts = list(part.parts)
                parts[number] = Binary("/", term, below)
                yield (
                    f"The division by `{plain(below)}` got lost: `{plain(term)}` needs it.",
                    put(part.with_parts(*parts)),
                )
