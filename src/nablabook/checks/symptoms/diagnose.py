"""The likeliest symptom of a wrong answer, or none: never a guess."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from nablabook.checks.arrays import close, same
from nablabook.checks.call import Raised
from nablabook.checks.draw import draws
from nablabook.checks.dress import Undressed, dress
from nablabook.checks.question import Question, Trial, named_parts
from nablabook.checks.symptoms import (
    arguments,
    axes,
    form,
    jacobians,
    kept,
    labels,
    nonlinear,
    normals,
    powers,
    reductions,
    rows,
    scale,
    slips,
    spectra,
    steps,
)
from nablabook.checks.symptoms.proposal import NOT_MEANT, Family, Proposal

#: In the order in which they are named where two explain every input there is.
FAMILIES: tuple[Family, ...] = (
    scale.whole,
    scale.batch,
    jacobians.square,
    rows.path,
    form.collapsed,
    form.shapes,
    form.first_entries,
    reductions.inputs_reduced,
    reductions.over_the_batch,
    reductions.mean_first,
    form.integers,
    axes.other_axis,
    nonlinear.log_of_exp,
    arguments.swapped,
    nonlinear.not_finite,
    nonlinear.guarded,
    nonlinear.finite,
    nonlinear.at_zero,
    nonlinear.applied_twice,
    nonlinear.sigmoid_slope,
    steps.in_sequence,
    spectra.eigenvalues,
    arguments.turned,
    arguments.numbers,
    labels.labels,
    steps.scaled,
    steps.reversed_or_left,
    steps.factor_lost,
    steps.in_place,
    arguments.columns,
    arguments.value_for_gradient,
    form.handed_back,
    nonlinear.softmax_first,
    nonlinear.softmax_axis,
    nonlinear.by_itself,
    normals.normals,
    slips.slips,
    scale.one_entry,
    jacobians.one_case,
    powers.powers,
    scale.upside_down,
    scale.quarter,
)


#: A mistake of the exercise's own, by its sentence, or a family of mistakes.
Suspect = str | Family


def diagnose(question: Question, trials: Sequence[Trial]) -> str:
    """The sentence of the likeliest symptom, "" where none explains the answer."""
    return next(iter(explanations(question, trials).values()), "")


def explanations(question: Question, trials: Sequence[Trial]) -> dict[Hashable, str]:
    """Key and sentence of every symptom that explains all trials, those on newly drawn inputs too; likeliest first.

    A value that depends on no input is never diagnosed: any number is some factor times any other.
    """
    if question.kind == "value":
        return {}
    made: dict[int, list[Proposal]] = {}
    suspects = _suspects(question, trials, made)
    fitting = _fitting(trials, suspects, made)
    if fitting:
        drawn = [trial for args in draws(question, trials) if (trial := _try(question, args)) is not None]
        alike = all(same(list(a.args), list(trials[0].args)) for a in [*trials, *drawn])
        if alike and trials[0].expected.ndim == 0:
            return {}  # one number for one input: any number is some factor times any other
        fitting = {
            key: sentence for key, sentence in _fitting([*trials, *drawn], suspects, made).items() if key in fitting
        }
    return fitting


def diagnose_raised(question: Question, trials: Sequence[Trial], args: tuple, error: Raised) -> str:
    """The sentence of the exercise's own mistake that fails at `args` as the answer does, word for word, "" for none.

    On each input before it must give what the answer gave, and there must be one: an error alone shows too little.
    The words may come in another order: numpy names the shapes of `a * b` and of `b * a` as they stand.
    """
    with np.errstate(all="ignore"):
        for sentence, mistake in question.looks_like.items() if trials and not question.parts else ():
            if isinstance(mistake, str):
                continue
            try:
                if not all(trial.looks(_own(trial, mistake)) for trial in trials):
                    continue
                mistake(question.oracle(args), *args)
            except NOT_MEANT as raised:
                found = Raised.of(raised)
                if found.type == error.type and sorted(found.message.split()) == sorted(error.message.split()):
                    return sentence
    return ""


def _suspects(question: Question, trials: Sequence[Trial], made: dict[int, list[Proposal]]) -> set[Suspect]:
    """Who explains the first wrong answer: nobody else need be asked about any other, for a key is one family's alone.

    `made` gets what they propose for it, by the trial's id.
    """
    everybody: set[Suspect] = {*FAMILIES, *question.looks_like}
    wrong = next((trial for trial in trials if not trial.right), None)
    if wrong is None:
        return everybody
    found = list(_by_suspect(wrong, everybody))
    left = {suspect for suspect, proposal in found if wrong.looks(proposal.array)}
    made[id(wrong)] = [proposal for suspect, proposal in found if suspect in left]
    return left


def _fitting(trials: Sequence[Trial], suspects: set[Suspect], made: dict[int, list[Proposal]]) -> dict[Hashable, str]:
    """Key and sentence of each mistake that explains all trials and, on one of them, isn't the right answer.

    Where a mistake can't be made (no transpose of a vector), a right answer is what it would leave. `made` has, and
    gets, what the suspects propose for each trial by its id.
    """
    sentences: dict[Hashable, str] = {}
    refuted: set[Hashable] = set()
    telling: set[Hashable] = set()
    wrong_before = False
    for trial in trials:
        if id(trial) not in made:
            made[id(trial)] = [proposal for _, proposal in _by_suspect(trial, suspects)]
        found = {p.key: p for p in made[id(trial)]}
        for key, proposal in found.items():
            if wrong_before and key not in sentences:
                refuted.add(key)  # it could not be made where the answer was wrong
            sentences.setdefault(key, proposal.sentence)
            if not trial.looks(proposal.array):
                refuted.add(key)
            elif not close(proposal.array, trial.expected, trial.precision):
                telling.add(key)
        if not trial.right:
            refuted |= sentences.keys() - found.keys()
            wrong_before = True
    return {key: sentence for key, sentence in sentences.items() if key in telling - refuted}


def proposals(trial: Trial) -> Iterator[Proposal]:
    """What each mistake would have given for this trial: first the exercise's own, then the families in order."""
    return (proposal for _, proposal in _by_suspect(trial, {*FAMILIES, *trial.question.looks_like}))


def _by_suspect(trial: Trial, suspects: set[Suspect]) -> Iterator[tuple[Suspect, Proposal]]:
    with np.errstate(all="ignore"):
        in_own_words: dict[Hashable, str] = {}
        for sentence, transform in trial.question.looks_like.items():
            if isinstance(transform, str):
                in_own_words[transform] = sentence
            elif sentence in suspects:
                with contextlib.suppress(*NOT_MEANT):
                    yield sentence, Proposal(sentence, sentence, _own(trial, transform))
        families = [family for family in FAMILIES if family in suspects]
        # What a few propose would not be looked up again: who answers alike is told the same without a diagnosis.
        ask = kept.proposed if len(families) == len(FAMILIES) else kept.asked
        for family, found in ask(trial, families):
            yield family, replace(found, sentence=in_own_words.get(found.key, found.sentence))


def _own(trial: Trial, transform: Callable) -> np.ndarray:
    """What a mistake of the exercise's own would give: for an answer that is a dict it may return the whole."""
    value = transform(trial.expected, *trial.args)
    whole = trial.question.part and isinstance(value, dict)
    return np.asarray(_part(trial.question, value) if whole else value, float)


def _part(question: Question, value: Any) -> Any:
    """The part of a returned value that the question is about."""
    return named_parts(value, question.parts)[question.part] if question.part else value


def _try(question: Question, args: tuple) -> Trial | None:
    """One more trial, or None where the student's function or the oracle can't take the drawn input."""
    try:
        expected = question.oracle(args)
    except (ValueError, RuntimeError, IndexError):
        return None
    result = question.call(args)
    if result.error is not None or not np.isfinite(expected).all():
        return None
    try:
        value = _part(question, result.value)
        return Trial(question, args, expected, dress(value, ""))
    except (Undressed, KeyError, ValueError):
        return None
