"""Choices and shapes: answers of which there are few, so that trying them out would find the right ones.

The visible check looks at their form alone. Whether they are right is the hidden tests' to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from nablabook.checks.finding import Finding, State
from nablabook.checks.report import report
from nablabook.checks.text import kind, listed

#: Distinct primes stand for the named dimensions: no product or sum of others equals one of them by chance.
PRIMES = (11, 13, 17, 19, 23, 29, 31, 37)
NOTED = "Filled in. Whether it is right is said when the notebook is graded; until then you may change it."


def choice(
    options: Sequence[Any],
    *,
    right: Mapping[str, Any] | None = None,
    says: Mapping[Any, str] | None = None,
    about: str = "",
    distinct: bool = False,
    **answers: Any,
) -> None:
    """Hold choices, each by its name, against the `options`; and against `right`, in a hidden test.

    With `distinct` no two may be the same. `says` maps a wrong choice, or a tuple of all choices in order, to the
    sentence that names its mistake. "Yes " is as good as "yes" where no two options differ in that alone.
    """
    exercise = ", ".join(answers)
    answers = {name: _as_offered(given, options) for name, given in answers.items()}
    for name, given in answers.items():
        if given is Ellipsis:
            report(_not_started(exercise, name))
            return
        if not isinstance(given, str | int | float) or given not in options:
            offered = listed([repr(option) for option in options])
            report(Finding(State.NOT_YET, exercise, f"{name} = {given!r} is none of the choices: {offered}."))
            return
    twice = [name for name, given in answers.items() if list(answers.values()).count(given) > 1]
    if distinct and twice:
        alike = [name for name in twice if answers[name] == answers[twice[0]]]
        lead = f"{listed(alike)} have the same choice, {answers[alike[0]]!r}: each is for one alone."
        report(Finding(State.NOT_YET, exercise, lead))
        return
    if right is None:
        report(Finding(State.NOTED, exercise, NOTED))
        return
    wrong = [name for name in answers if answers[name] != right[name]]
    said = dict(says or {})
    together = said.get(tuple(answers.values()), "")
    if wrong:
        lead = f"In a hidden test ({about}) {listed(wrong)} {'is' if len(wrong) == 1 else 'are'} not right yet."
        cause = together or said.get(answers[wrong[0]], "")
        report(Finding(State.NOT_YET, exercise, lead, cause, hidden=True))
        return
    report(Finding(State.PASSED, exercise, "Right.", hidden=True))


def _as_offered(given: Any, options: Sequence[Any]) -> Any:
    """The one option that a choice is but for capital letters and blanks around it; otherwise the choice itself."""
    if not isinstance(given, str) or given in options:
        return given
    alike = [o for o in options if isinstance(o, str) and o.strip().casefold() == given.strip().casefold()]
    return alike[0] if len(alike) == 1 else given


def shapes(
    answers: Mapping[str, Any],
    *,
    names: Iterable[str],
    dims: Sequence[str],
    like: Callable[..., Mapping[str, Any]] | None = None,
    says: Mapping[tuple[str, tuple], str] | None = None,
    about: str = "",
    name: str = "shapes",
    axes: int | Mapping[str, int] | None = None,
) -> None:
    """Hold shapes, tuples of numbers and of the named `dims`, against those of real arrays.

    `like` gets a number for each of `dims` and returns arrays or shapes by name; the numbers are distinct primes.
    Without it only the form is looked at. The number of `axes`, one for all or each by its name, belongs to it, and
    so does, where there are `dims`, that the rows are samples: the first entry is the first of `dims`.
    `says` maps a name with a wrong shape to the sentence of that mistake.
    """
    names = list(names)
    if not isinstance(answers, Mapping):
        if answers is Ellipsis:
            report(_not_started(name, name))
        else:
            lead = f"It is {kind(answers)}, expected a dict with the keys {listed(names)}."
            report(Finding(State.NOT_YET, name, lead))
        return
    for key in names:
        if key not in answers or answers[key] is Ellipsis:
            report(_not_started(name, key))
            return
        count = axes.get(key) if isinstance(axes, Mapping) else axes
        complaint = _malformed(answers[key], dims) or _other_axes(answers[key], dims, count)
        if complaint:
            report(Finding(State.NOT_YET, name, f"{key} = {answers[key]!r} {complaint}"))
            return
    if like is None:
        report(Finding(State.NOTED, name, NOTED))
        return
    sizes = dict(zip(dims, PRIMES, strict=False))
    expected = {key: tuple(getattr(value, "shape", value)) for key, value in like(**sizes).items()}
    got = {key: tuple(sizes.get(size, size) for size in answers[key]) for key in names}
    wrong = [key for key in names if got[key] != expected[key]]
    if not wrong:
        report(Finding(State.PASSED, name, "Every shape is right.", hidden=True))
        return
    own = says or {}
    told = {key: own.get((key, tuple(answers[key])), "") or looks_like(got[key], expected[key]) for key in wrong}
    lead = f"In a hidden test ({about}) {listed(wrong)} {'is' if len(wrong) == 1 else 'are'} not right yet."
    cause = next((f"{key}: {words}" for key, words in told.items() if words), "")
    report(Finding(State.NOT_YET, name, lead, cause, hidden=True))


def looks_like(got: tuple[int, ...], expected: tuple[int, ...]) -> str:
    """What a wrong shape looks like, "" where nothing fits."""
    if expected == ():
        if got == (1,):
            return "(1,) is an array with one entry; a single number has no axis at all."
        return "it is one number, not one a sample: the mean is taken." if len(got) == 1 else ""
    if len(got) > 1 and got == expected[::-1]:
        return "the axes are turned round."
    if got == (*expected, 1) or got == (1, *expected):
        return "there is an axis of size 1 too many."
    if got == expected[1:]:
        return "the first axis is missing."
    if got == expected[:-1]:
        return "the last axis is missing."
    if sorted(got) == sorted(expected):
        return "the sizes are right, their order is not."
    if len(got) != len(expected):
        return f"it has {len(got)} axes where {len(expected)} are meant."
    return ""


def _malformed(value: Any, dims: Sequence[str]) -> str:
    if not isinstance(value, tuple | list):
        return "is no tuple: a shape is written (3, 4), (3,) or ()."
    for size in value:
        if isinstance(size, str) and size not in dims:
            known = listed([repr(dim) for dim in dims])
            return f"has {size!r} in it: {f'the names are {known}' if dims else 'only whole numbers are meant here'}."
        if not isinstance(size, str) and (isinstance(size, bool) or not isinstance(size, int)):
            return f"has {size!r} in it: sizes are whole numbers, or names in quotes."
    return ""


def _other_axes(value: Sequence, dims: Sequence[str], axes: int | None) -> str:
    if axes is None:
        return ""
    if len(value) == axes:
        numbered = bool(dims) and not isinstance(value[0], str)
        return f"begins with a number: the rows are samples, so the first entry is {dims[0]!r}." if numbered else ""
    example = (*dims, *range(6, 6 + axes))[:axes]
    count = f"{len(value)} {'axis' if len(value) == 1 else 'axes'}"
    return f"has {count}, and {axes} {'is' if axes == 1 else 'are'} meant: a shape such as {example!r}."


def _not_started(exercise: str, name: str) -> Finding:
    return Finding(State.NOT_STARTED, exercise, f"{name} is still `...`: put your answer there.")
