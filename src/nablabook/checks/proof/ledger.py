"""A ledger: lines that lead from a start to a goal, each held against the one before.

What is claimed about the targets on a line of its own decides in which world the later lines are tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from nablabook.checks.proof import mistakes
from nablabook.checks.proof.calculus import (
    depends,
    derivatives,
    divides_by_square,
    enters,
    has_targets,
    mere,
    other_class,
    simple,
    strays,
    touches_another,
    vanished,
    weighted,
    without,
    workable,
)
from nablabook.checks.proof.compare import Counterexample, alike, close, differ, proportional
from nablabook.checks.proof.language import (
    ZERO,
    Apply,
    Binary,
    Delta,
    Diff,
    Entry,
    Loss,
    Node,
    Sum,
    free,
    renamed,
    walk,
)
from nablabook.checks.proof.reader import Line, Unreadable, read, unbound
from nablabook.checks.proof.worlds import RIGHT_CLASS, Numbers, Targets, places, value, worlds
from nablabook.checks.proof.written import latex, plain

START = "the start"
#: Which fact is needed is the student's to find: the message shows how it is claimed.
BECAUSE = '"because ... = ..."'


class Mark(Enum):
    FOLLOWS = "follows"
    CLAIMED = "claimed"
    FAILS = "does not follow"
    UNREADABLE = "can't be read"
    TOO_MUCH = "true, but too much at once"
    WAITING = "not looked at yet"


@dataclass(frozen=True)
class Row:
    """One line of a ledger as it is shown; `latex` is empty where the line can't be read.

    `claim` says that it is no step but a fact, whatever became of it.
    """

    number: int
    source: str
    latex: str
    mark: Mark
    claim: bool = False


@dataclass(frozen=True)
class Trouble:
    """What is wrong with a line: what is so, what it looks like, and numbers that show it."""

    lead: str
    cause: str = ""
    numbers: tuple[str, ...] = ()
    #: The line, and below it a mark where it can't be read.
    where: tuple[str, ...] = ()
    #: The line is true, and does too much at once.
    true: bool = False
    #: Not one line is the student's own yet.
    not_started: bool = False


@dataclass(frozen=True)
class Ledger:
    """Every row with its mark, and the first trouble."""

    rows: tuple[Row, ...]
    trouble: Trouble | None = None


@dataclass(frozen=True)
class Task:
    """What is to be proved: start = goal, where the derivatives of the vectors in `known` may be used at once.

    `claimable` is the most that may be claimed about the targets.
    """

    start: Node
    goal: Node
    known: frozenset[str]
    claimable: Targets

    @property
    def fixed(self) -> frozenset[str]:
        """The indices that stand for one class throughout."""
        extra = {RIGHT_CLASS} if self.claimable == Targets.ONE_HOT else set()
        return free(self.start) | free(self.goal) | extra


class _Stop(Exception):
    """The first trouble."""

    def __init__(self, lead: str, cause: str = "", numbers: tuple[str, ...] = (), **more: Any) -> None:
        super().__init__(lead)
        self.trouble = Trouble(lead, cause, numbers, **more)


@dataclass
class _Proof:
    """Where a proof stands: the last expression, what has been claimed, whether both cases are in sight."""

    task: Task
    last: Node
    at: str = START
    targets: Targets = Targets.ANYTHING
    #: Delta, or a sum with a condition, was written somewhere.
    cases: bool = False
    steps: int = 0
    #: Derivatives that a claim has shown to be the same as others, by another logit.
    claimed: frozenset[Diff] = frozenset()


def _letters(node: Node) -> frozenset[str]:
    """The letters of the logits that a node differentiates by."""
    return frozenset(diff.by for diff in derivatives(node) if diff.of == "h")


def examine(task: Task, lines: Sequence[str]) -> Ledger:
    """Go through the lines; the first that can't be read or does not follow is the trouble."""
    proof = _Proof(task, task.start)
    rows: list[Row] = []
    trouble: Trouble | None = None
    for number, text in enumerate(lines, start=1):
        line: Line | None = None
        mark = Mark.WAITING
        try:
            line = _read(proof, text, number)
            if trouble is None:
                _take(proof, line, number)
                mark = Mark.CLAIMED if line.claim else Mark.FOLLOWS
        except _Stop as stop:
            if trouble is None:
                trouble = stop.trouble
                wrong = Mark.FAILS if line is not None else Mark.UNREADABLE
                mark = Mark.TOO_MUCH if trouble.true else wrong
        shown = " = ".join(map(latex, line.sides)) if line is not None else ""
        rows.append(Row(number, text.strip(), shown, mark, line is not None and line.claim))
    if trouble is None:
        try:
            _end(proof)
        except _Stop as stop:
            trouble = stop.trouble
    return Ledger(tuple(rows), trouble)


def _read(proof: _Proof, text: str, number: int) -> Line:
    try:
        return read(text, proof.task.fixed)
    except Unreadable as error:
        lead = f"Line {number} can't be read at character {error.position + 1}. {error}"
        raise _Stop(lead, _glued(proof, text), where=(text, " " * error.position + "↑ here")) from None


def _take(proof: _Proof, line: Line, number: int) -> None:
    """Move the proof by one line."""
    _indices(proof.task, line, number)
    if line.claim:
        _claim(proof, line, number)
        return
    _no_fact(proof, line, number)
    for side in line.sides:
        _step(proof, side, number, line.text)
        proof.cases = proof.cases or mistakes.shows_cases(side)
        proof.steps += side != proof.task.start
        proof.last, proof.at = side, f"line {number}"


def _no_fact(proof: _Proof, line: Line, number: int) -> None:
    """Stop at a line that states a fact as if it were the next expression."""
    if len(line.sides) != 2 or differ(proof.last, line.sides[0], proof.targets) is None:
        return
    if any(differ(*line.sides, targets) is None for targets in (proof.targets, *_more(proof))):
        raise _Stop(
            f"Line {number} is an equation that does not go on from {proof.at}.",
            f'If it is a fact that you claim, it starts with because: "because {line.text}".',
        )


def _glued(proof: _Proof, text: str, readable: bool = False) -> str:
    """Whether a line is two: Python joins strings that have no comma between them.

    Where the line can be read as one, its second half has to go on from the first: it may be a term that is too much.
    """
    for place in range(3, len(text) - 1):
        if set(text[place - 1 : place + 1]) <= set("0123456789."):
            continue  # within a number
        try:
            first, second = (read(part, proof.task.fixed) for part in (text[:place], text[place:]))
        except Unreadable:
            continue
        if unbound(first, proof.task.fixed) or not alike(proof.last, first.sides[-1], proof.targets):
            continue
        loose = unbound(second, proof.task.fixed)
        if not readable or (not loose and alike(proof.last, second.sides[0], proof.task.claimable)):
            return "Is a comma missing between two lines? Python joins two strings that have none between them."
    return ""


def _indices(task: Task, line: Line, number: int) -> None:
    other = next(letter for letter in "jkmn" if letter not in task.fixed)
    for part in (part for side in line.sides for part in walk(side)):
        if isinstance(part, Sum) and part.index in task.fixed:
            if part.apart and part.apart not in task.fixed:
                raise _Stop(
                    f"Line {number} sums over {part.index}, but {part.index} stands for one class in this proof. "
                    f"The letter that runs comes first: write sum({part.apart} != {part.index}, ...)."
                )
            raise _Stop(
                f"Line {number} sums over {part.index}, but {part.index} stands for one class in this proof. "
                f"Let the sum run over another letter, such as {other}."
            )
    loose = unbound(line, task.fixed)
    if loose and not line.claim:
        raise _Stop(
            f"In line {number} {loose[0]} stands outside of every sum. "
            f"It means something only inside of sum({loose[0]}, ...)."
        )


def _step(proof: _Proof, after: Node, number: int, text: str) -> None:
    found = differ(proof.last, after, proof.targets)
    if found is None:
        _by_the_same_logit(proof, after, number)
        _not_too_much(proof, proof.last, after, f"Line {number}")
        return
    for targets in _more(proof):
        if differ(proof.last, after, targets) is None:
            _by_the_same_logit(proof, after, number)
            _not_too_much(proof, proof.last, after, f"Line {number}")
            slip = mistakes.sum_in_logarithm(proof.last, after, proof.targets)
            raise _Stop(
                f"Line {number} needs a fact about y that is not claimed yet.",
                f"{slip} What has to be so of y for it to equal {proof.at}? If you know why it is so, "
                f"claim it on a line of its own before line {number}: {BECAUSE}.".lstrip(),
                found.words(proof.at, f"line {number}"),
            )
    raise _Stop(
        f"Line {number} does not follow from {proof.at}.",
        _glued(proof, text, readable=True) or _cause(proof, after),
        found.words(proof.at, f"line {number}"),
    )


def _by_the_same_logit(proof: _Proof, after: Node, number: int) -> None:
    """Stop at a line that differentiates by another logit.

    The derivative of softmax is symmetric: where i and j have changed places the numbers agree, and no rule says so.
    """
    if cause := _another_logit(proof, after):
        raise _Stop(f"The numbers of line {number} are those of {proof.at}, but no rule leads there.", cause)


def _another_logit(proof: _Proof, after: Node) -> str:
    """The sentence about a derivative by a logit of which the proof has said nothing."""
    asked = _letters(proof.task.start)
    new = (d for d in strays(after, asked | _letters(proof.last)) if d not in proof.claimed)
    return next((_told_of(d, asked) for d in new), "")


def _told_of(stray: Diff, asked: frozenset[str]) -> str:
    return mistakes.differentiated_by(f"`{plain(stray)}`", next((f"h[{k}]" for k in sorted(asked)), ""))


def _cause(proof: _Proof, after: Node) -> str:
    """What a line looks like that does not follow, or would not even if the targets added up to 1 as claimed."""
    if sentence := _another_logit(proof, after):
        return sentence
    summed = Targets.SUM_TO_ONE
    sentence = mistakes.cause(proof.last, after, proof.targets, proof.task.claimable, proof.task.known)
    if not sentence and summed in _more(proof):
        sentence = mistakes.cause(proof.last, after, summed, proof.task.claimable, proof.task.known)
        sentence += " And it needs a fact about y, claimed before it." if sentence else ""
    return sentence


def _more(proof: _Proof) -> list[Targets]:
    """What could be claimed beyond what is claimed."""
    return [targets for targets in Targets if proof.targets < targets <= proof.task.claimable]


def _not_too_much(proof: _Proof, before: Node, after: Node, what: str) -> None:
    """Stop at a step that is true and leaves out what the proof is about."""
    # A constant, such as y[j], becomes 0 whenever one likes.
    gone = [diff for diff in vanished(before, after) if depends(diff.body)]
    new = set(derivatives(after)) - set(derivatives(before))
    whole = next((d for d in gone if not _workable(proof, d) and not _taken_apart(proof, d, before, after, new)), None)
    if whole is not None and (index := weighted(whole.body)):
        raise _hides(what, index, whole.by, Diff(Entry("h", index), whole.by))
    if whole is not None:
        raise _Stop(
            f"{what} is true, but it does too much at once: it works out {plain(whole)} in one go.",
            _how_to_take_apart(whole),
            true=True,
        )
    hidden = [diff for diff in gone if touches_another(diff)]
    others = {diff for diff in new if touches_another(diff) or not mere(diff)}
    if (
        hidden
        and not _rests_on(proof, after, others)
        and not (proof.cases or mistakes.shows_cases(after) or mistakes.shows_cases(before))
    ):
        raise _hides(what, other_class(hidden[0]), hidden[0].by, hidden[0])


def _hides(what: str, index: str, by: str, diff: Diff) -> _Stop:
    return _Stop(
        f"{what} is true, but it hides the two cases: where {index} is {by}, and where it isn't.",
        f"Write the line in between: where {plain(diff)} is worked out, delta[{by}, {index}] appears.",
        true=True,
    )


def _keeps_delta(proof: _Proof, line: Node, by: str) -> bool:
    """Whether a delta with the letter of the sum around it stands in a line, which has another value without it."""

    def gone(node: Node, bound: frozenset[str]) -> Node:
        if isinstance(node, Delta) and by in (node.first, node.second) and {node.first, node.second} & bound:
            return ZERO
        inside = bound | {node.index} if isinstance(node, Sum) else bound
        return node.with_parts(*(gone(part, inside) for part in node.parts))

    return not alike(line, gone(line, frozenset()), proof.targets)


def _workable(proof: _Proof, diff: Diff) -> bool:
    """Whether a derivative may be worked out in one line.

    What is to be proved may not, in whatever form it is written: where the start has to be taken apart, so has
    everything that is a multiple of it.
    """
    start, known = proof.task.start, proof.task.known
    if not workable(diff, known):
        return False
    return not isinstance(start, Diff) or workable(start, known) or not proportional(diff, start)


def _rests_on(proof: _Proof, line: Node, parts: set[Diff]) -> bool:
    """Whether a line has another value without some of its derivatives."""
    return bool(parts) and not alike(line, without(line, parts), proof.targets)


def _taken_apart(proof: _Proof, whole: Diff, before: Node, after: Node, new: set[Diff]) -> bool:
    """Whether the `new` derivatives of a line show a rule of calculus at work on a derivative that is gone.

    One of logits alone, such as diff(h[j], h[i]), shows none: it may be left standing when all else is worked out.
    """
    deep = {diff for diff in new if not mere(diff)}
    within = simple(whole.body, frozenset(), entered=True)
    if has_targets(whole.body) and not within:
        # Of the loss it is the softmax that has to be there still.
        deep = {d for d in deep if any(isinstance(p, Sum | Loss) or _is_probability(p) for p in walk(d.body))}
    if _rests_on(proof, after, deep):
        return True
    if within and enters(after):
        return _rests_on(proof, after, new)
    if weighted(whole.body) and _keeps_delta(proof, after, whole.by):
        return True
    # The chain rule may go on to the logits in the same line as the quotient rule, before anything is simplified; then
    # nothing of the derivative is left without them. Others may be worked out beside it, or go on to logits too.
    if has_targets(whole.body) or not divides_by_square(after, whole.body):
        return False
    rest = without(after, new)
    return any(alike(rest, without(before, gone), proof.targets) for gone in ([whole], vanished(before, after)))


def _is_probability(part: Node) -> bool:
    return isinstance(part, Entry) and part.name == "P"


def _how_to_take_apart(diff: Diff) -> str:
    parts = list(walk(diff.body))
    if any(isinstance(part, Loss) for part in parts):
        return "First write L in full, then bring diff inside of the sum, next to what depends on h."
    if any(isinstance(part, Entry) and part.name == "y" for part in parts):
        return "First bring diff inside of the sum, next to what depends on h: y is a constant here."
    if any(isinstance(part, Entry) and part.name == "P" for part in parts):
        return "The derivative of P is what is to be proved. Write P as exp(h[j]) / sum(k, exp(h[k]))."
    if any(isinstance(part, Binary) and part.sign in "*/" and all(map(depends, part.parts)) for part in parts):
        return "First use the product rule or the quotient rule, and leave diff before each part."
    return "First use the chain rule, and leave diff before what stands inside."


def _claim(proof: _Proof, line: Line, number: int) -> None:
    left, right = line.sides
    found = differ(left, right, proof.targets)
    if found is None:
        _by_rules(proof, left, right, f"The claim of line {number}")
        _not_too_much(proof, left, right, f"The claim of line {number}")
    else:
        proof.targets = _claimed(proof, line, number, found)
    proof.cases = proof.cases or mistakes.shows_cases(left) or mistakes.shows_cases(right)


def _by_rules(proof: _Proof, left: Node, right: Node, what: str) -> None:
    """Stop at a claim that letters may change places, where that can't be seen by working both sides out."""
    if not (derivatives(left) and derivatives(right)):
        return
    new = [d for one, other in ((right, left), (left, right)) for d in strays(one, _letters(other))]
    if all(workable(d, proof.task.known) for d in (*derivatives(left), *derivatives(right))):
        proof.claimed |= set(new)
    elif new:
        asked = _letters(proof.task.start)
        first = next((d for d in new if d.by not in asked), new[0])
        raise _Stop(f"{what} has the same numbers on both sides, but no rule leads there.", _told_of(first, asked))


def _claimed(proof: _Proof, line: Line, number: int, found: Counterexample) -> Targets:
    """What a claim that isn't true for all targets says about them."""
    left, right = line.sides
    for targets in _more(proof):
        if differ(left, right, targets) is not None:
            continue
        parts = [part for side in line.sides for part in walk(side)]
        if any(
            isinstance(part, Diff | Loss | Apply) or (isinstance(part, Entry) and part.name != "y") for part in parts
        ):
            raise _Stop(
                f"The claim of line {number} rests on a fact about y.",
                f"Claim that fact itself first, on a line of its own with nothing but y in it: {BECAUSE}.",
                found.words("left", "right"),
            )
        if not _says_all(left, right, targets):
            raise _Stop(
                f"The claim of line {number} says less about y than it is used for.",
                f'Say it in full: "because {targets.claim}".',
            )
        return targets
    # In a world where all that may be claimed is so: nobody should look for the fault there.
    worst = differ(left, right, proof.task.claimable) or found
    cause = _of_right_class(proof, line) or _of_whole_sum(proof, line)
    raise _Stop(f"The claim of line {number} is not so.", cause, worst.words("left", "right"))


def _of_right_class(proof: _Proof, line: Line) -> str:
    """Whether a claim about one class is so where that is the right one, as the sentence that tells it."""
    if proof.task.claimable != Targets.ONE_HOT:
        return ""
    for index in sorted(frozenset().union(*map(free, line.sides)) - {RIGHT_CLASS}):
        left, right = (renamed(side, index, RIGHT_CLASS) for side in line.sides)
        if (left, right) != line.sides and alike(left, right, Targets.ONE_HOT):
            return mistakes.one_class(index)
    return ""


def _of_whole_sum(proof: _Proof, line: Line) -> str:
    """Whether a claim is so of a sum without its condition, as the sentence that tells it."""
    whole = Binary("-", *line.sides)
    for part, put in mistakes.spots(whole):
        if not isinstance(part, Sum) or not part.apart:
            continue
        if alike(put(Sum(part.index, part.body)), ZERO, proof.task.claimable):
            left_out = plain(renamed(part.body, part.index, part.apart))
            return (
                f"It is so of the whole sum. This one leaves out the term {part.index} = {part.apart}, `{left_out}`."
            )
    return ""


def _says_all(left: Node, right: Node, targets: Targets) -> bool:
    """Whether a claim holds for such targets alone: it has to fail as soon as one entry of y is another number."""
    indices = free(left) | free(right)
    for world in (world for world in worlds(targets) if world.size <= 3):
        others = [tuple(v + 0.25 * (k == entry) for k, v in enumerate(world.y)) for entry in range(world.size)]
        # Other sizes, other signs, and for one-hot targets another right class.
        others += [tuple(-v for v in world.y), (0.0,) * world.size]
        others += [world.y[1:] + world.y[:1]] if targets == Targets.ONE_HOT else []
        for y in others:
            other = Numbers(world.h, y, world.right_class)
            if all(
                close(value(left, other, at), value(right, other, at))
                for at in places(indices, other.size, other.right_class)
            ):
                return False
    return True


def _end(proof: _Proof) -> None:
    """Stop where the last line is not the goal in so many words."""
    goal = proof.task.goal
    if not proof.steps:
        raise _Stop("There is no line of yours yet.", not_started=True)
    if _is_goal(proof.last, goal):
        return
    if derivatives(proof.last):
        raise _Stop(
            f"Every line follows, but the last one is not yet {plain(goal)}.",
            f"Go on: {plain(derivatives(proof.last)[0])} is still to be worked out.",
        )
    if alike(proof.last, goal, proof.targets):
        raise _Stop(
            "Every line follows, and the last one has the right value. It still has another form.",
            f"Go on until it reads {plain(goal)}.",
        )
    wanted = any(alike(proof.last, goal, targets) for targets in _more(proof))
    cause = f"A fact about y is still to be claimed, on a line of its own: {BECAUSE}." if wanted else ""
    raise _Stop(f"Every line follows, but the last one is not yet {plain(goal)}.", cause)


def _is_goal(last: Node, goal: Node) -> bool:
    """The goal in any order and with any brackets: the same names, and at most one of them once more."""
    if any(isinstance(part, Diff | Sum | Apply | Loss) for part in walk(last)):
        return False
    mine, theirs = _names(last), _names(goal)
    return set(mine) == set(theirs) and len(mine) <= len(theirs) + 1


def _names(node: Node) -> list[Node]:
    def ordered(part: Node) -> Node:
        return Delta(*sorted((part.first, part.second))) if isinstance(part, Delta) else part

    return [ordered(part) for part in walk(node) if isinstance(part, Entry | Delta)]
