"""What the parts of an answer say together, which none of them says alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from nablabook.checks.question import Question, Trial, named_parts
from nablabook.checks.symptoms.proposal import NOT_MEANT


def diagnose_whole(question: Question, trials: Mapping[str, Sequence[Trial]]) -> str:
    """The exercise's own mistake that all parts show on every input, "" where there is none."""
    if question.changes is not None:
        return _first_moved(question, trials)
    if not question.parts:
        return ""  # a dict of arrays: each is diagnosed by itself
    columns = [dict(zip(trials, tried, strict=True)) for tried in zip(*trials.values(), strict=True)]
    with np.errstate(all="ignore"):
        for sentence, mistake in question.looks_like.items():
            if not isinstance(mistake, str) and all(_is(question, mistake, parts) for parts in columns):
                return sentence
    return ""


def _first_moved(question: Question, trials: Mapping[str, Sequence[Trial]]) -> str:
    """That of several arrays to be changed in place each time the first alone has moved, "" where it isn't so."""
    calls: dict[int, list[Trial]] = {}
    for tried in trials.values():
        for trial in tried:
            calls.setdefault(id(trial.args), []).append(trial)
    for first, *others in calls.values():
        if not first.right or any(trial.right or not trial.looks(_before(trial)) for trial in others):
            return ""
    words = "Only the first array has moved: does a `return` stand inside the loop?"
    return words if any(len(parts) > 1 for parts in calls.values()) else ""


def _before(trial: Trial) -> np.ndarray:
    """What stood in the argument that is changed before the call."""
    return np.asarray(named_parts(trial.args[trial.question.changes])[trial.question.part], float)


def diagnose_nan(question: Question, trials: Mapping[str, Sequence[Trial]]) -> str:
    """That one of several results is NaN where a number is expected, "" where none is."""
    if not question.parts:
        return ""
    for part, tried in trials.items():
        if any(np.isnan(trial.got).any() and np.isfinite(trial.expected).all() for trial in tried):
            name = part[0].upper() + part[1:]
            return (
                f"{name} is NaN. `<` and `>` are False with NaN on either side: so it can come in, and stay. `==` is "
                "False as well, even `nan == nan`; `np.isnan(value)` tells. `min` and `argmin` don't skip NaN."
            )
    return ""


def diagnose_unset(value: Any, expected: Any, args: tuple) -> str:
    """That a search among what a function gives never found anything: None came back, beside too small a number."""
    if not isinstance(expected, tuple) or not isinstance(value, tuple | list) or len(value) != len(expected):
        return ""
    pairs = list(zip(value, expected, strict=True))
    unset = any(came is None and isinstance(meant, Mapping) for came, meant in pairs)
    below = any(_is_number(came) and _is_number(meant) and came < meant for came, meant in pairs)
    if not unset or not below or not any(callable(arg) for arg in args):
        return ""
    return (
        "Is nothing smaller than the number that the search starts with? Start with `np.inf`: any number is smaller."
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | np.number) or (isinstance(value, np.ndarray) and value.ndim == 0)


def _is(question: Question, mistake: Callable, parts: Mapping[str, Trial]) -> bool:
    """Whether the parts are those that the mistake would give."""
    trial = next(iter(parts.values()))
    try:
        given = named_parts(mistake(question.oracle(trial.args), *trial.args), question.parts)
    except NOT_MEANT:  # it is a mistake of one part
        return False
    return given.keys() == parts.keys() and all(
        parts[name].looks(np.asarray(value, float)) for name, value in given.items()
    )
