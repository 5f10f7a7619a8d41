"""Answers that are checks themselves, or that are to fool one: what is wrong is part of the question.

A check of the student's own gets two functions, a candidate and the reference, and returns whether the two agree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from nablabook.checks.call import Call
from nablabook.checks.dress import Undressed, dress
from nablabook.checks.finding import Finding, State
from nablabook.checks.purity import ALWAYS_FORBIDDEN
from nablabook.checks.report import report
from nablabook.checks.subject import steady, subject_of, watched
from nablabook.checks.text import kind, listed, plain_message

#: A candidate that is nowhere further off than this, absolutely and relatively, is no wrong one.
MARGIN = 1e-3
#: What a check of the student's own that sorts the candidates of a visible check is told.
MORE_IN_THE_BANK = (
    "The hidden bank has many more kinds, and most are harder to find than these: go through the list above, line by "
    "line."
)
#: The cause of an `if` on a comparison of arrays.
ONE_VERDICT = (
    "`if` wants one True or False, and a comparison of arrays gives one an entry: `np.any(...)`, `np.all(...)`, "
    "`np.array_equal(given, x)` make one of them."
)
#: So many candidates with a wrong verdict are named.
MOST_NAMED = 3


def checker(
    function: Callable,
    *,
    reference: Callable,
    accepts: Mapping[str, Callable],
    refuses: Mapping[str, Callable],
    most_calls: int = 200,
    says: Mapping[str, str] | None = None,
    about: str = "",
    name: str = "",
) -> None:
    """Hold function(candidate, reference) -> bool against candidates that are known to be right or wrong.

    `accepts` and `refuses` map what a candidate is, in words, to the candidate; `says` maps the same words to the
    likely cause of a wrong verdict. A candidate may be called `most_calls` times, at points that stay the same, and is
    a function of its argument alone.
    """
    report(_Trial(function, reference, most_calls, about, name).find(accepts, refuses, says or {}))


def fools(
    function: Callable,
    *,
    check: Callable,
    reference: Callable,
    at_each: Sequence[Any] = (),
    about: str = "",
    name: str = "",
) -> None:
    """Hold a wrong function against a check(candidate, reference) that is to take it for right.

    With `at_each` it has to be wrong at one of these points at least, by a margin that no rounding explains, and to
    give an answer at all of them.
    """
    report(_find_fooled(function, check, reference, at_each, about, name or function_name(function)))


def function_name(function: Any) -> str:
    return getattr(function, "__name__", "the answer")


class _Trial:
    """One check of the student's own on trial."""

    def __init__(self, function: Any, reference: Callable, most_calls: int, about: str, name: str) -> None:
        self.function, self.reference, self.most_calls, self.about = function, reference, most_calls, about
        self.name = name or function_name(function)
        #: As the check gets it.
        self.known = steady(reference)

    def find(
        self, accepts: Mapping[str, Callable], refuses: Mapping[str, Callable], says: Mapping[str, str]
    ) -> Finding:
        stopped = _before_any_call(self.function, self.name, bool(self.about))
        if stopped:
            return stopped
        wrong: dict[str, list[str]] = {"refused": [], "taken": []}
        first = next(iter(accepts), "")
        for words, candidate in {**accepts, **refuses}.items():
            # To watch every call costs far more than the calls: one run shows what is used.
            result, points = self._run(candidate, ALWAYS_FORBIDDEN if words == first else ())
            complaint = self._unusable(result, points, words, candidate is self.reference)
            if complaint:
                return self._not_yet(complaint, self._cause(result) or says.get(words, ""), self._place(result))
            if words == first and self._run(candidate)[1] != points:
                cause = "Draw random points from a generator with a seed: `np.random.default_rng(0)`."
                return self._not_yet("A second run looks at other points, so the verdict may be another one.", cause)
            if bool(result.value) != (words in accepts):
                wrong["refused" if words in accepts else "taken"].append(words)
        if not any(wrong.values()):
            shown = f"It sorts the {len(accepts) + len(refuses)} candidates shown here. "
            return Finding(State.PASSED, self.name, shown + MORE_IN_THE_BANK, hidden=bool(self.about))
        lead = ""
        if wrong["refused"]:
            lead = f"It refuses a right candidate: {_some(wrong['refused'])}."
        if wrong["taken"]:
            lead += f" It takes a wrong candidate for right: {_some(wrong['taken'])}."
        known = (says[words] for words in wrong["refused"] + wrong["taken"] if words in says)
        return self._not_yet(lead, next(known, ""))

    def _run(self, candidate: Callable, forbidden: tuple[str, ...] = ()) -> tuple[Call, list]:
        """What the check does with a candidate, and the points at which it called it."""
        points: list = []

        def note(x: Any) -> None:
            if len(points) <= self.most_calls:
                points.append(_point(x))
            if len(points) > self.most_calls:
                raise ValueError(f"more than {self.most_calls} calls")

        counted = watched(candidate, note, group=self.function)
        return subject_of(self.function).call((counted, self.known), forbidden), points

    def _unusable(self, result: Call, points: list, words: str, right: bool) -> str:
        """Why there is no verdict on a candidate, "" where there is one; `right`: it is the reference itself."""
        if result.forbidden:
            return f"It calls {result.forbidden}. This exercise is done without torch."
        if len(points) > self.most_calls:
            return f"It calls the candidate more than {self.most_calls} times."
        if result.error is not None:
            what = f"raises {result.error.type}" if result.error.type else f"gives no answer: {result.error.message}"
            message = f": {plain_message(result.error.message)}" if result.error.type and not self.about else ""
            # Of the reference nothing odd comes back: there the mistake is in the check, and no `try` mends it.
            verdict = "" if right else " A check gives a verdict, whatever comes back."
            return f"It {what} on {words}{message}.{verdict}"
        if not isinstance(result.value, bool | np.bool_):
            missing = " Is a `return` missing?" if result.value is None else ""
            return f"On {words} it returns {kind(result.value)}: a verdict is True or False.{missing}"
        return "" if points else "It never calls the candidate."

    def _cause(self, result: Call) -> str:
        """What an error looks like; "" in a hidden test, which repeats nothing that comes from an exception."""
        error = result.error
        return ONE_VERDICT if error and not self.about and "truth value of an array" in error.message else ""

    def _place(self, result: Call) -> tuple[tuple[str, str], ...]:
        """The lines that an error comes from, to be unfolded; none in a hidden test."""
        lines = result.error.lines if result.error and not self.about else ""
        return (("Where it happens", lines),) if lines else ()

    def _not_yet(self, lead: str, cause: str = "", details: tuple[tuple[str, str], ...] = ()) -> Finding:
        where = f"In a hidden test ({self.about}): " if self.about else ""
        hidden = bool(self.about)
        return Finding(State.NOT_YET, self.name, where + lead.strip(), cause, details=details, hidden=hidden)


def _find_fooled(
    function: Any, check: Callable, reference: Callable, at_each: Sequence[Any], about: str, name: str
) -> Finding:
    hidden = bool(about)
    stopped = _before_any_call(function, name, hidden)
    if stopped:
        return stopped
    subject = subject_of(function)
    where = f"In a hidden test ({about}): " if hidden else ""
    failed: list[Call] = []

    def candidate(x: Any) -> Any:
        result = subject.call((x,), ALWAYS_FORBIDDEN)
        if result.error is not None or result.forbidden:
            failed.append(result)
            raise ValueError("no answer")
        return result.value

    try:
        fooled = bool(check(candidate, reference))
        # It has to answer at every point, also behind one at which it is wrong.
        wrong = [_is_wrong(candidate(np.array(x)), reference(np.array(x))) for x in at_each]
    except (ValueError, TypeError) as error:
        lead = f"{function_name(check)} can't compare what comes back: {error}."
        if failed:
            lead = f"It calls {failed[0].forbidden}: torch only checks." if failed[0].forbidden else _raised(failed[0])
        return Finding(State.NOT_YET, name, where + lead, hidden=hidden)
    if not fooled:
        return Finding(State.NOT_YET, name, f"{where}{function_name(check)} notices that it is wrong.", hidden=hidden)
    if at_each and not any(wrong):
        lead = f"{where}{function_name(check)} takes it for right, and so it is, at every point that was tried."
        cause = (
            "It has to be wrong somewhere, and not at a single number or length alone: those that were tried are few. "
            "Be wrong for many, say for all negative numbers."
        )
        return Finding(State.NOT_YET, name, lead, cause, hidden=hidden)
    return Finding(State.PASSED, name, "", hidden=hidden)


def _raised(result: Call) -> str:
    error = result.error
    assert error is not None
    return f"It raises {error.type}." if error.type else f"No answer: {error.message}."


def _before_any_call(function: Any, name: str, hidden: bool) -> Finding | None:
    if function is Ellipsis or (callable(function) and subject_of(function).is_blank()):
        return Finding(State.NOT_STARTED, name, "The answer cell still waits for your code.")
    if not callable(function):
        return Finding(State.NOT_YET, name, f"This should be a function, but it is {kind(function)}.", hidden=hidden)
    used = subject_of(function).uses(ALWAYS_FORBIDDEN)
    if used:
        lead = f"It uses `{used}`. This exercise is done without torch."
        return Finding(State.NOT_YET, name, lead, hidden=hidden)
    return None


def _is_wrong(got: Any, expected: np.ndarray) -> bool:
    """Whether a result is wrong by more than the margin: in shape, in value, or because it is no number."""
    try:
        array = dress(got, "it").array
    except Undressed:
        return True
    if array.shape != np.shape(expected):
        return True
    return not bool((np.abs(array - expected) <= MARGIN * (1 + np.abs(expected))).all())


def _point(x: Any) -> tuple:
    """A point in a form that can be compared."""
    if isinstance(x, np.ndarray):
        return x.dtype.str, x.shape, x.tobytes()
    return type(x).__name__, repr(x)[:1000]


def _some(words: list[str]) -> str:
    more = len(words) - MOST_NAMED
    return listed(words) if more <= 0 else f"{', '.join(words[:MOST_NAMED])}, and {more} more"
