"""One question put to the student's function: the finding, shown as a card, and raised where it is no pass."""

from __future__ import annotations

import numpy as np

from nablabook.checks.arrays import wrong_entries
from nablabook.checks.call import Call, call, is_blank, own_lines
from nablabook.checks.card import show
from nablabook.checks.compare import differs
from nablabook.checks.dress import Undressed, dress
from nablabook.checks.finding import Finding, NotYet, Pair, State
from nablabook.checks.purity import names_forbidden
from nablabook.checks.question import Question, Trial
from nablabook.checks.symptoms import diagnose
from nablabook.checks.text import inputs


def examine(question: Question) -> None:
    """Ask `question`, show what was found; raise `NotYet` where it isn't passed."""
    report(find(question))


def report(finding: Finding) -> None:
    """Show a finding's card, and raise it where it is no pass."""
    show(finding)
    if finding.state is not State.PASSED:
        raise NotYet(finding)


def find(question: Question) -> Finding:
    """What the student's function does on each input of `question`, up to the first that can't be compared."""
    if question.function is Ellipsis or is_blank(question.function):
        return Finding(State.NOT_STARTED, question.name, "The cell above still waits for your code.")
    if not callable(question.function):
        kind = type(question.function).__name__
        return Finding(State.NOT_YET, question.name, f"This should be a function, but it is a {kind}.")
    name = names_forbidden(question.function, question.forbidden)
    if name:
        return _forbidden(question, f"It uses `{name}`.")
    trials: list[Trial] = []
    for args in question.tries:
        result = call(question.function, args, question.forbidden)
        stopped = _unusable(question, args, result)
        if stopped:
            return stopped
        trials.append(Trial(question, args, question.oracle(args), dress(result.value, "")))
    wrong = next((trial for trial in trials if not trial.right), None)
    if wrong is None:
        return Finding(State.PASSED, question.name, "All inputs give what torch gives.")
    return _wrong(question, wrong, diagnose(question, trials))


def _unusable(question: Question, args: tuple, result: Call) -> Finding | None:
    """The finding on a call that gave nothing to compare: an error, a changed input, a value that is no array."""
    where = _where(question, args)
    if result.forbidden:
        return _forbidden(question, f"It calls {result.forbidden}.")
    if result.error is not None:
        lead = f"{where} raises {type(result.error).__name__}"
        if question.hidden:
            return Finding(State.NOT_YET, question.name, f"{lead}.")
        return Finding(
            State.NOT_YET,
            question.name,
            f"{lead}: {result.error}.".replace("..", "."),
            details=(("Where it happens", own_lines(result.error)), *_notes(question, result)),
        )
    if result.changed and not question.allow_change:
        lead = f"The call changes its input {', '.join(result.changed)} in place."
        cause = "`-=`, `+=` and `x[...] = ` write into the caller's array. Compute a new one, or copy first."
        return Finding(State.NOT_YET, question.name, lead, cause, details=_notes(question, result))
    try:
        dress(result.value, where)
    except Undressed as undressed:
        return Finding(State.NOT_YET, question.name, str(undressed), details=_notes(question, result))
    return None


def _forbidden(question: Question, lead: str) -> Finding:
    cause = f"This exercise is done without {' and '.join(question.forbidden)}: torch only checks the result."
    return Finding(State.NOT_YET, question.name, lead, cause)


def _wrong(question: Question, trial: Trial, cause: str) -> Finding:
    where = _where(question, trial.args)
    got, expected, precision = trial.got, trial.expected, trial.answer.precision
    whole = ""
    if trial.answer.whole and (expected != np.round(expected)).any():
        whole = " It came as whole numbers: an array of integers can't hold the decimals."
    if question.hidden:
        return Finding(State.NOT_YET, question.name, f"{where} is not right yet.{whole}", cause)
    mask = wrong_entries(got, expected, precision) if got.shape == expected.shape else None
    lead = differs(got, expected, precision, where) + whole
    return Finding(State.NOT_YET, question.name, lead, cause, Pair(where, got, expected, mask))


def _where(question: Question, args: tuple) -> str:
    if question.hidden:
        return f"A hidden test ({question.about})"
    return f"{question.name} at {inputs(question.names(args), args)}"


def _notes(question: Question, result: Call) -> tuple[tuple[str, str], ...]:
    if question.hidden:
        return ()
    warned = [("Warnings", "\n".join(result.warned))] if result.warned else []
    return tuple(warned + ([("Printed", result.printed[:2000])] if result.printed else []))
