"""What the parts of an answer say together, which none of them says alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from nablabook.checks.question import Question, Trial, named_parts
from nablabook.checks.symptoms.proposal import NOT_MEANT


def diagnose_whole(question: Question, trials: Mapping[str, Sequence[Trial]]) -> str:
    """The exercise's own mistake that all parts show on every input, "" where there is none."""
    if not question.parts:
        return ""  # a dict of arrays: each is diagnosed by itself
    columns = [dict(zip(trials, tried, strict=True)) for tried in zip(*trials.values(), strict=True)]
    with np.errstate(all="ignore"):
        for sentence, mistake in question.looks_like.items():
            if all(_is(question, mistake, parts) for parts in columns):
                return sentence
    return ""


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
