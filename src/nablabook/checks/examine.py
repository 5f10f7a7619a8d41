"""One question put to the student's function: what it does on each input, in one finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Any

import numpy as np

from nablabook.checks.arrays import wrong_entries
from nablabook.checks.call import Call
from nablabook.checks.compare import differs
from nablabook.checks.dress import Dressed, Undressed, dress
from nablabook.checks.finding import Finding, Pair, State
from nablabook.checks.question import Question, Trial, named_parts, place_names
from nablabook.checks.report import report
from nablabook.checks.symptoms import (
    diagnose,
    diagnose_by_probing,
    diagnose_deaf,
    diagnose_error,
    diagnose_nan,
    diagnose_raised,
    diagnose_unset,
    diagnose_whole,
    one_sample,
)
from nablabook.checks.text import inputs, kind, listed, plain_message

AS_LIST = "Right, but as a list or tuple. Later cells calculate with it: make it an array now, `np.array([...])`."


def examine(question: Question) -> None:
    """Ask `question`, show what was found; raise `NotYet` where it isn't passed."""
    report(find(question))


def find(question: Question) -> Finding:
    """What the student's function does on each input, up to the first that can't be compared."""
    stopped = _before_any_call(question)
    if stopped:
        return stopped
    trials: dict[str, list[Trial]] = {}
    for args in question.tries:
        result = question.call(args)
        stopped = _unusable(question, args, result, trials.get("", []))
        if stopped:
            # An input before it, simpler as a rule, may tell more.
            before = _wrong(question, trials)
            return before if before and (before.cause or not stopped.cause) else stopped
        whole = question.oracle(args)
        expected = named_parts(whole, question.parts)
        try:
            answers = answer_parts(result.value, whole, question.parts, _where(question, args))
        except Undressed as undressed:
            cause = diagnose_unset(result.value, whole, args)
            return _not_yet(question, str(undressed), cause, details=_notes(question, result))
        for part, answer in answers.items():
            trials.setdefault(part, []).append(Trial(question.for_part(part), args, expected[part], answer))
    found = _wrong(question, trials)
    if found is None:
        as_list = any(t.answer.listed and t.expected.ndim for tried in trials.values() for t in tried)
        notice = AS_LIST if as_list and not question.parts else ""
        return Finding(State.PASSED, question.name, notice, hidden=question.hidden)
    return found


def _before_any_call(question: Question) -> Finding | None:
    """What can be said of an answer before it is called."""
    function = question.function
    if function is Ellipsis or question.subject.is_blank():
        return Finding(State.NOT_STARTED, question.name, "The answer cell still waits for your code.")
    if not callable(function):
        return _not_yet(question, f"This should be a function, but it is {kind(function)}.")
    name = question.subject.uses(question.forbidden)
    if name:
        return _forbidden(question, f"It uses `{name}`.")
    loop = "" if question.loops else question.subject.loops()
    if loop:
        cause = "This exercise is done without loops: whole arrays at once, numpy does the looping."
        return _not_yet(question, f"It has {loop}.", cause)
    return None


def _unusable(question: Question, args: tuple, result: Call, before: Sequence[Trial]) -> Finding | None:
    """The finding on a call that gave nothing to compare, after those in `before`: an error, a changed input."""
    where = _where(question, args)
    if result.forbidden:
        return _forbidden(question, f"It calls {result.forbidden}.")
    if result.error is not None:
        return _raised(question, args, result, before)
    if result.changed:
        lead = f"The call changes its input {listed(result.changed)} in place."
        cause = "`-=`, `+=` and `x[...] = ` write into the caller's array. Compute a new one, or copy first."
        return _not_yet(question, lead, cause, details=_notes(question, result))
    if result.rebound and question.changes is not None:
        names = listed(result.rebound)
        lead = f"The call puts new arrays into {names}: the old ones, which others may hold, stay as they were."
        cause = (
            "`params[name] = ...` binds a new array to the name. `-=`, `+=` and `[...] =` write into the one there is."
        )
        return _not_yet(question, lead, cause, details=_notes(question, result))
    if result.value is None:
        return _not_yet(question, f"{where} is None. Is a `return` missing?", details=_notes(question, result))
    return None


def _raised(question: Question, args: tuple, result: Call, before: Sequence[Trial]) -> Finding:
    error = result.error
    assert error is not None
    if not error.type:
        return _not_yet(question, f"No answer: {error.message}.")
    lead = f"{_where(question, args)} raises {error.type}"
    cause = (
        one_sample(question, args)
        or diagnose_raised(question, before, args, error)
        or diagnose_error(question, args, error)
    )
    if question.hidden:
        return _not_yet(question, f"{lead}.", cause)
    details = (("Where it happens", error.lines), *_notes(question, result))
    message = f": {plain_message(error.message)}" if error.message else ""
    return _not_yet(question, f"{lead}{message}.", cause, details=details)


def answer_parts(value: Any, expected: Any, names: Sequence[str], where: str) -> dict[str, Dressed]:
    """The student's result as arrays, part by part as in `expected`; raises `Undressed` where one is amiss."""
    if isinstance(expected, tuple):
        names = place_names(expected, names)
        if not isinstance(value, tuple | list):
            raise Undressed(f"{where} is {kind(value)}, expected {len(expected)} results: {listed(names)}.")
        if len(value) != len(expected):
            raise Undressed(f"{where} has {len(value)} results, expected {len(expected)}: {listed(names)}.")
        came, meant = ([isinstance(item, Mapping) for item in items] for items in (value, expected))
        if came != meant and sorted(came) == sorted(meant):
            raise Undressed(f"{where} has its results in another order. It is: {listed(names)}.")
        value, expected = dict(zip(names, value, strict=True)), dict(zip(names, expected, strict=True))
    if not isinstance(expected, Mapping):
        if isinstance(value, dict):
            raise Undressed(f"{where} is a dict, expected one array.")
        if _is_gate(value, expected):
            why = "That says where a number is positive; ReLU keeps the number itself."
            raise Undressed(f"{where} holds True and False, not numbers. {why}")
        return {"": dress(value, where)}
    keys = listed(list(expected))
    if value is None:
        why = "did it never get a value, or does a `return` stand inside the loop?"
        raise Undressed(f"{where} is None, expected a dict with the keys {keys}: {why}")
    if not isinstance(value, Mapping):
        raise Undressed(f"{where} is {kind(value)}, expected a dict with the keys {keys}.")
    missing = [name for name in expected if name not in value]
    if missing:
        raise Undressed(f"{where} has no {listed(missing)}: the keys are {keys}.")
    if len(value) > len(expected):
        raise Undressed(f"{where} has {len(value)} keys, expected {len(expected)}: {keys}.")
    parts = {name: answer_parts(value[name], expected[name], (), f"{where}: {name}") for name in expected}
    return {f'{name}["{inner}"]' if inner else name: part for name in parts for inner, part in parts[name].items()}


def _is_gate(value: Any, expected: Any) -> bool:
    """Whether True and False say where a ReLU has let its numbers pass, and those numbers are meant."""
    gate = (
        isinstance(value, np.ndarray) and value.dtype.kind == "b" and np.array_equal(value, np.asarray(expected) > 0)
    )
    return gate and np.min(expected) == 0 and not np.isin(expected, (0, 1)).all()


def _wrong(question: Question, trials: Mapping[str, list[Trial]]) -> Finding | None:
    """The finding on the first wrong part, at the first input where it is wrong; None where all is right."""
    wrong = [part for part, tried in trials.items() if not all(trial.right for trial in tried)]
    if not wrong:
        return None
    part = wrong[0]
    tried = trials[part]
    first, trial = next((place, t) for place, t in enumerate(tried) if not t.right)
    cause = (
        diagnose_whole(question, trials)
        or one_sample(question, trial.args)
        or diagnose(tried[0].question, tried)
        # Then come inputs on which it is nothing but NaN or inf, which hides whatever else is wrong.
        or diagnose(tried[0].question, list(takewhile(_told, tried)))
        or diagnose_deaf(question, trials)
        # Two mistakes at once: what explains the first input on which it is wrong, and all before it.
        or diagnose(tried[0].question, tried[: first + 1])
        or diagnose_nan(question, trials)
        or diagnose_by_probing(question, trials)
    )
    where = _where(question, trial.args) + (f": {part}" if part else "")
    got, expected, precision = trial.got, trial.expected, trial.precision
    whole = ""
    # A number in the place of an array is another mistake.
    if trial.answer.whole and got.shape == expected.shape and (expected != np.round(expected)).any():
        whole = "" if cause else " It came as whole numbers: an array of integers can't hold decimals."
    # Another input may have parts of its own: they are none of this one's.
    here = [name for name in trials if any(t.args is trial.args for t in trials[name])]
    others = [name for name in here if name not in wrong]
    rest = f"{listed(others)} {'is' if len(others) == 1 else 'are'} right." if others else ""
    # A description begins the sentence with a capital letter; a name stays as it is.
    rest = f" {rest[0].upper() + rest[1:] if ' ' in others[0] else rest}" if others else ""
    if question.hidden:
        return _not_yet(question, f"{where} is not right yet.{whole}{rest}", cause)
    mask = wrong_entries(got, expected, precision) if got.shape == expected.shape else None
    lead = differs(got, expected, precision, where) + whole + rest
    return _not_yet(question, lead, cause, Pair(where, got, expected, mask))


def _told(trial: Trial) -> bool:
    """Whether an answer says something: it isn't all NaN or inf where numbers are expected."""
    return bool(np.isfinite(trial.got).any() or not np.isfinite(trial.expected).all())


def _not_yet(question: Question, lead: str, cause: str = "", pair: Pair | None = None, details: tuple = ()) -> Finding:
    return Finding(State.NOT_YET, question.name, lead, cause, pair, details, hidden=question.hidden)


def _forbidden(question: Question, lead: str) -> Finding:
    cause = f"This exercise is done without {listed(question.forbidden)}: torch only checks the result."
    return _not_yet(question, lead, cause)


def _where(question: Question, args: tuple) -> str:
    if question.hidden:
        return f"In a hidden test ({question.about}) the answer"
    if not args:
        return question.name
    names = question.names(args)
    what = question.name if question.changes is None else f"{names[question.changes]} after {question.name}"
    return f"{what} at {inputs(names, args)}"


def _notes(question: Question, result: Call) -> tuple[tuple[str, str], ...]:
    if question.hidden:
        return ()
    warned = [("Warnings", "\n".join(result.warned))] if result.warned else []
    return tuple(warned + ([("Printed", result.printed[:2000])] if result.printed else []))
