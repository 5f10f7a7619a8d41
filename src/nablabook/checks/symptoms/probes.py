"""What a few more calls or numbers tell of an answer that no symptom explains: statements about it, and no guesses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from nablabook.checks.arrays import close, same, wrong_entries
from nablabook.checks.question import Question, Trial
from nablabook.checks.symptoms.proposal import NOT_MEANT
from nablabook.checks.symptoms.steps import MOST
from nablabook.checks.text import index, number


def diagnose_by_probing(question: Question, trials: Mapping[str, Sequence[Trial]]) -> str:
    """An argument that changes nothing, a batch where one sample is meant, the one wrong entry of a step; or ""."""
    for tried in trials.values():
        wrong = [trial for trial in tried if not trial.right]
        if wrong:
            return (
                _by_chance(question, wrong[0])
                or _ignored(question, wrong)
                or _constant(question, tried)
                or one_sample(question, wrong[0].args)
                or _slope(wrong)
            )
    return ""


def _by_chance(question: Question, trial: Trial) -> str:
    """Numbers that come out anew with each call, where a seed comes in."""
    if "seed" not in question.names(trial.args):
        return ""
    one, other = question.call(trial.args), question.call(trial.args)
    if one.error is not None or other.error is not None or same(one.value, other.value):
        return ""
    return (
        "Two calls with the same seed give different numbers: the generator hasn't got the seed. "
        "`np.random.default_rng(seed)` makes one that has; `np.random.normal` never does."
    )


def _ignored(question: Question, wrong: Sequence[Trial]) -> str:
    """A number that the answer never looks at, wherever it is wrong."""
    for i, name in enumerate(question.names(wrong[0].args)):
        if all(_changes_nothing(question, trial, i) for trial in wrong):
            return (
                f"It comes out the same whatever {name} is. Does a number stand in the place of {name}? Take {name}."
            )
    return ""


def _constant(question: Question, tried: Sequence[Trial]) -> str:
    """The one array that comes in, whose numbers the answer never looks at: it is the same for all that were tried."""
    first = tried[0]
    if len(first.args) != 1 or len(tried) < 2 or not np.isfinite(first.got).all():
        return ""
    if any(trial.got.shape != trial.expected.shape for trial in tried):
        return ""  # a number in the place of an array is another mistake
    if not all(same(trial.got, first.got) for trial in tried) or not all(_still(question, trial) for trial in tried):
        return ""
    name = question.names(first.args)[0]
    return f"It comes out the same whatever {name} is: compute it from {name}."


def _still(question: Question, trial: Trial) -> bool:
    """Whether the answer stays as it is where the numbers in the array change so that another one is right."""
    arg = trial.args[0]
    if not isinstance(arg, np.ndarray) or arg.dtype.kind != "f" or not arg.ndim:
        return False
    # Along each axis by a factor of its own: a symmetric matrix stays one, and a positive one positive.
    factors = np.ones_like(arg)
    for axis, size in enumerate(arg.shape):
        factors = factors * np.linspace(1.3, 2.1, size).reshape([-1 if k == axis else 1 for k in range(arg.ndim)])
    for value in (3 * arg, factors * arg):
        try:
            there = question.call((value,))
            alike = there.error is None and same(np.asarray(there.value, float), trial.got)
            if not alike or close(np.asarray(trial.oracle(value)), trial.expected):
                return False
        except NOT_MEANT:
            return False
    return True


def diagnose_deaf(question: Question, trials: Mapping[str, Sequence[Trial]]) -> str:
    """A word, one of several that an argument may be, that the answer never looks at, right or wrong; "" for none."""
    tried = next(iter(trials.values()))
    for i, name in enumerate(question.names(tried[0].args)):
        words = {trial.args[i] for trial in tried if isinstance(trial.args[i], str)}
        if (
            len(words) > 1
            and any(_counts(trial, i, words) for trial in tried)
            and all(_deaf_to(question, trial, i, words) for trial in tried)
        ):
            return f"It comes out the same whatever {name} says: look at {name}, too."
    return ""


def _counts(trial: Trial, i: int, words: set[str]) -> bool:
    """Whether another of the words has another right answer."""
    others = ((*trial.args[:i], word, *trial.args[i + 1 :]) for word in sorted(words))
    return any(not close(np.asarray(trial.oracle(*other)), trial.expected) for other in others)


def _deaf_to(question: Question, trial: Trial, i: int, words: set[str]) -> bool:
    here = question.call(trial.args)
    for word in sorted(words - {trial.args[i]}):
        there = question.call((*trial.args[:i], word, *trial.args[i + 1 :]))
        if here.error is not None or there.error is not None or not same(here.value, there.value):
            return False
    return True


def one_sample(question: Question, args: tuple) -> str:
    """A Jacobian of the notebook, made for one sample, that is built where a batch comes in."""
    code = getattr(question.function, "__code__", None)
    if question.kind != "vjp" or question.hidden or code is None or np.ndim(args[1]) < 2:
        return ""
    for name in code.co_names:
        if name.endswith("jacobian") and hasattr(question.function.__globals__.get(name), "__code__"):
            batch = question.names(args)[1]
            return f"Here {batch} may be a batch, and `{name}` takes one sample: build no matrix."
    return ""


def _changes_nothing(question: Question, trial: Trial, i: int) -> bool:
    arg = trial.args[i]
    # Where decimals are cut off, a small change may be lost with them.
    if trial.answer.whole or isinstance(arg, bool) or not isinstance(arg, int | float | np.number):
        return False
    whole = isinstance(arg, int | np.integer)
    here = question.call(trial.args)
    for value in (arg + 1, arg + 3) if whole else (0.7 * arg + 0.01, 3 * arg + 0.02):
        other = (*trial.args[:i], value, *trial.args[i + 1 :])
        try:
            there = question.call(other)
            alike = here.error is None and there.error is None and same(here.value, there.value)
            if not alike or close(np.asarray(trial.oracle(*other)), trial.expected):
                return False
        except NOT_MEANT:  # the oracle can't take it, or what came back can't be compared
            return False
    return True


def _slope(wrong: Sequence[Trial]) -> str:
    """A step by a gradient that is the answer's own work, right in some entries and not in the others."""
    masks = [wrong_entries(t.got, t.expected, t.precision) for t in wrong if _is_step(t)]
    if len(masks) < len(wrong) or any(not np.array_equal(mask, masks[0]) for mask in masks) or masks[0].all():
        return ""
    trial, entries = wrong[0], np.flatnonzero(masks[0])
    if trial.question.hidden or len(entries) > 1:
        return f"The gradient is wrong in {' and '.join(index((int(i),)) for i in entries)}, and right elsewhere."
    start, rate = trial.args
    i = int(entries[0])
    yours, meant = ((start[i] - end[i]) / rate for end in (trial.got, trial.expected))
    return (
        f"The gradient is wrong in [{i}], and right elsewhere: by this step the slope in [{i}] is "
        f"{number(yours, meant)}, and it should be {number(meant, yours)}."
    )


def _is_step(trial: Trial) -> bool:
    """Whether `start` and `rate` are all that comes in, and what is expected is in proportion to the rate."""
    if len(trial.args) != 2 or trial.question.kind != "values":
        return False
    start, rate = trial.args
    if not isinstance(start, np.ndarray) or not isinstance(rate, float) or not rate:
        return False
    same_shape = start.shape == trial.expected.shape == trial.got.shape
    if start.ndim != 1 or not 2 <= start.size <= MOST or not same_shape or not np.isfinite(trial.got).all():
        return False
    return close(np.asarray(trial.oracle(start, 2 * rate)), start + 2 * (trial.expected - start))
