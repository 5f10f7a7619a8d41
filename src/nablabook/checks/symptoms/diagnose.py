"""The likeliest symptom of a wrong answer, or none: never a guess."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from nablabook.checks.arrays import close
from nablabook.checks.call import call
from nablabook.checks.draw import draws
from nablabook.checks.dress import Undressed, dress
from nablabook.checks.question import Question, Trial
from nablabook.checks.symptoms import arguments, form, rows, scale
from nablabook.checks.symptoms.proposal import Family, Proposal

#: In the order in which they are named where two explain every input there is.
FAMILIES: tuple[Family, ...] = (
    scale.whole,
    scale.batch,
    rows.path,
    form.shapes,
    form.collapsed,
    form.integers,
    arguments.numbers,
    arguments.turned,
    arguments.swapped,
    arguments.value_for_gradient,
    form.handed_back,
    scale.one_entry,
)


def diagnose(question: Question, trials: Sequence[Trial]) -> str:
    """The sentence of the first symptom that explains every trial, those on newly drawn inputs too; else "".

    A value that depends on no input is never diagnosed: any number is some factor times any other.
    """
    if question.kind == "value":
        return ""
    fitting = _fitting(trials)
    if fitting:
        drawn = [trial for args in draws(question, trials) if (trial := _try(question, args)) is not None]
        fitting = {key: sentence for key, sentence in _fitting([*trials, *drawn]).items() if key in fitting}
    return next(iter(fitting.values()), "")


def _fitting(trials: Sequence[Trial]) -> dict[object, str]:
    """Key and sentence of each mistake that explains all trials and, on one of them, isn't the right answer."""
    alive: dict[object, str] = {}
    telling: set[object] = set()
    for number, trial in enumerate(trials):
        found = {p.key: p for p in _proposals(trial) if trial.looks(p.array)}
        alive = (
            {k: p.sentence for k, p in found.items()} if number == 0 else {k: alive[k] for k in alive if k in found}
        )
        telling |= {k for k, p in found.items() if not close(p.array, trial.expected, trial.answer.precision)}
    return {key: sentence for key, sentence in alive.items() if key in telling}


def _proposals(trial: Trial) -> Iterator[Proposal]:
    with np.errstate(all="ignore"):
        for sentence, transform in trial.question.looks_like.items():
            yield Proposal(sentence, sentence, np.asarray(transform(trial.expected, *trial.args), float))
        for family in FAMILIES:
            yield from family(trial)


def _try(question: Question, args: tuple) -> Trial | None:
    """One more trial, or None where the student's function or the oracle can't take the drawn input."""
    expected = question.oracle(args)
    result = call(question.function, args)
    if result.error is not None or not np.isfinite(expected).all():
        return None
    try:
        return Trial(question, args, expected, dress(result.value, ""))
    except Undressed:
        return None
