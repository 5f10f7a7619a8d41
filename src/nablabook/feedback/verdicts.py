"""What a graded cell found, in words that tell nothing of its hidden part.

Of a graded cell come the points and one line: the message of our own check, which is made to be shown. All else in
such a cell (its source, its traceback, its prints, the message of any other error) can hold hidden tests or their
inputs, and is put into words of ours.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nbformat import NotebookNode

from nablabook.checks.finding import PARTLY
from nablabook.feedback.grades import Grade
from nablabook.feedback.mishaps import DEAD, TIMEOUTS, Mishap, errors, too_long
from nablabook.feedback.scrub import scrub
from nablabook.feedback.states import State, foremost

#: The exception of our checks, the states that it may be raised in, and what leads up to its diagnosis.
CHECK_ERROR = "NotYet"
CHECK_MARK = re.compile(rf"(?:^|\s)({State.NOT_YET.value}|{State.NOT_STARTED.value}) · ")
CAUSE = " Likely cause: "
#: Sentences that make sense beside the check in the notebook only.
REWORDED = {"The cell above still waits for your code.": "It is still empty."}
MISSING = "The check of this exercise is missing from the notebook that you handed in, so it did not run."
HIDDEN_MARK = "BEGIN HIDDEN TESTS"
LONGEST = 1500
#: An error class of the student's own may bear an input in its name; these are known not to.
KNOWN = frozenset(n for n, v in vars(builtins).items() if isinstance(v, type) and issubclass(v, BaseException))
UNDEFINED = re.compile(r"name '(\w+)' is not defined")
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Said:
    """One sentence, and what the mistake looks like, where that is known. `of` names one of several answers."""

    lead: str
    cause: str = ""
    of: str = ""


@dataclass(frozen=True)
class Verdict:
    """The state of a graded cell, a note of ours on how it came about, and what the check said, if anything."""

    state: State
    note: str = ""
    said: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Context:
    """What stands around a graded cell: the student's cells before it, and what is known to be missing."""

    answers: Sequence[NotebookNode] = ()
    mishaps: Sequence[Mishap] = ()
    #: Every answer is as it was handed out; an answer cell was deleted; a locked cell somewhere was deleted.
    untouched: bool = False
    answer_missing: bool = False
    locked_missing: bool = False
    by_hand: bool = False
    limit: float | None = None


def verdict(cell: NotebookNode | None, grade: Grade | None, context: Context) -> Verdict:
    """The verdict on one graded cell, None where the notebook lost it; `grade` is None where it has no points."""
    if context.by_hand:
        return _by_hand(cell, grade, context)
    if cell is None:
        waiting = grade is not None and grade.waiting
        return Verdict(State.WAITING if waiting else State.DID_NOT_RUN, MISSING)
    found = _checked(cell, grade, context)
    if grade is None or grade.manual is None:
        return found
    if grade.waiting:
        return Verdict(State.WAITING, "It was graded again, and waits for a second look.", found.said)
    if grade.manual == grade.auto:
        return found
    return Verdict(State.GRADED, "A grader set the points by hand.", found.said)


def _by_hand(cell: NotebookNode | None, grade: Grade | None, context: Context) -> Verdict:
    if grade is not None and grade.manual is not None and not grade.waiting:
        return Verdict(State.GRADED)
    if cell is None:
        return Verdict(State.WAITING, "This cell is missing from the notebook that you handed in.")
    if context.untouched:
        return Verdict(State.NOT_STARTED, "Nothing was written here.")
    return Verdict(State.WAITING, "A person reads this one. Its points and comments come later.")


def _checked(cell: NotebookNode, grade: Grade | None, context: Context) -> Verdict:
    """The verdict of the check itself, whatever a person made of it."""
    found = errors(cell)
    if any(error.ename in TIMEOUTS for error in found):
        lead = f"Your code ran {too_long(found, context.limit)} and was stopped."
        cause = "A loop that never ends, or one that does far more than it needs."
        return Verdict(State.DID_NOT_RUN, said=(Said(lead, cause),))
    ours = next((error for error in found if _is_ours(error)), None)
    if ours:
        return _of_check(ours, context)
    if found:
        return _stopped(cell, found[-1], context)
    if grade is None or grade.auto is None:
        return Verdict(State.WAITING)
    if grade.auto >= grade.points:
        return Verdict(State.PASSED)
    if grade.auto > 0:
        return Verdict(State.NOT_YET, "Part of this is right.", _of_points(cell))
    if any(output.get("name") == "stderr" for output in cell.get("outputs", [])):
        return Verdict(State.NOT_YET, "No error was found, but a warning was printed while the check ran.")
    if cell.get("execution_count") is None:
        return Verdict(State.DID_NOT_RUN, "This check was not run.")
    return Verdict(State.NOT_YET, "The check gave no points, and no reason.")


def _of_points(cell: NotebookNode) -> tuple[Said, ...]:
    """What our check says beside the points that it ends with. They are the cell's last value, so nothing else can
    stand there: what a student's function displays is another kind of output.
    """
    results = [output for output in cell.get("outputs", []) if output.output_type == "execute_result"]
    lines = [output.get("data", {}).get(PARTLY) for output in results]
    told = [_said(scrub(line).strip()[:LONGEST]) for line in lines if isinstance(line, str)]
    return tuple(replace(said, of="") for said in told)


def _is_ours(error: NotebookNode) -> bool:
    """Whether our check raised this: it leaves one line and no traceback, unlike a student's class of that name."""
    return error.ename == CHECK_ERROR and len(error.get("traceback", [])) <= 1


def _of_check(error: NotebookNode, context: Context) -> Verdict:
    """The check's own line, taken apart: state, exercise, sentence and cause of each answer that failed."""
    whole = scrub(error.evalue).strip()
    _, *pieces = CHECK_MARK.split(scrub(" ".join(error.get("traceback", []))))
    states = [State(value) for value in pieces[::2]] or [State.NOT_YET]
    lines = [line.strip() for line in pieces[1::2]]
    if " ".join(lines) != whole:
        # What stands for the traceback is short where a card is above it; then the message has it all, in one.
        states, lines = states[:1], [whole]
    said = [_said(line[:LONGEST]) for line in lines]
    if context.untouched and set(states) == {State.NOT_STARTED}:
        return Verdict(State.NOT_STARTED, "This one still waits for you.")
    if len(said) == 1:
        said = [replace(said[0], of="")]
    return Verdict(foremost(states), said=tuple(said))


def _said(line: str) -> Said:
    of, _, rest = line.partition(": ")
    lead, _, cause = (rest or line).rpartition(CAUSE) if CAUSE in line else (rest or line, "", "")
    return Said(REWORDED.get(lead, lead), cause, of if rest else "")


def _stopped(cell: NotebookNode, error: NotebookNode, context: Context) -> Verdict:
    """A graded cell that stopped before it could judge: why, without a word of what it ran."""
    name = error.ename if error.ename in KNOWN | DEAD else ""
    if name in DEAD:
        return Verdict(State.DID_NOT_RUN, "Your code ended Python itself, so the check could not finish.")
    if name == "MemoryError":
        return Verdict(State.DID_NOT_RUN, "Your code used up the memory.")
    if name == "AssertionError":
        return Verdict(State.NOT_YET, "A test found a result that is not right.")
    if name == "NameError":
        return Verdict(State.DID_NOT_RUN, said=(_undefined(cell, error, context),))
    kind = _article(name) if name else "an error"
    return Verdict(State.DID_NOT_RUN, f"The check stopped with {kind}, in your code or in what it gave back.")


def _undefined(cell: NotebookNode, error: NotebookNode, context: Context) -> Said:
    """Why a name was missing: the answer cell stopped, was deleted, or calls it otherwise."""
    if context.mishaps:
        how = "ran too long" if context.mishaps[-1].timeout else "stopped with an error"
        return Said(f"Your own cell {how}, so the check had nothing to look at.")
    if context.answer_missing:
        return Said("Your answer cell is missing from the notebook that you handed in.")
    known = UNDEFINED.search(error.evalue)
    name = known[1] if known and known[1] in _visible(cell, context.answers) else ""
    lead = f"The check looked for `{name}`, which is not defined." if name else "A name was not defined."
    if context.locked_missing:
        return Said(lead, "A locked cell that defines it is missing from the notebook that you handed in.")
    return Said(lead, "It has another name in your cell, or your cell did not run." if name else "")


def _article(name: str) -> str:
    return f"{'an' if name[:1] in 'AEIOU' else 'a'} {name}"


def _visible(cell: NotebookNode, answers: Sequence[NotebookNode]) -> set[str]:
    """The words that the student has seen: of the check's open part, and of the cells that they wrote."""
    open_part, _, _ = cell.source.partition(HIDDEN_MARK)
    return {word for text in (open_part, *(answer.source for answer in answers)) for word in WORD.findall(text)}
