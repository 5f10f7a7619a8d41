"""The right answer to other arguments: a sign turned, a number left out, one step more or less."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

import numpy as np

from nablabook.checks.question import Trial
from nablabook.checks.symptoms.proposal import Proposal


def numbers(trial: Trial) -> Iterator[Proposal]:
    """A number among the arguments left out (1), or, for a count, off by one."""
    names = trial.question.names(trial.args)
    for i, (name, arg) in enumerate(zip(names, trial.args, strict=True)):
        if isinstance(arg, bool) or not isinstance(arg, int | float | np.number):
            continue
        if isinstance(arg, float | np.floating):
            left_out = f"It is the answer for {name} = 1: {name} is left out."
            yield from replaced(trial, i, 1.0, ("left out", name), left_out)
        elif arg >= 1:
            yield from replaced(trial, i, arg - 1, ("fewer", name), f"It is the answer for {name} − 1: one too few.")
            yield from replaced(trial, i, arg + 1, ("more", name), f"It is the answer for {name} + 1: one too many.")


def turned(trial: Trial) -> Iterator[Proposal]:
    """A number, an array or a function among the arguments taken with the opposite sign."""
    names = trial.question.names(trial.args)
    for i, (name, arg) in enumerate(zip(names, trial.args, strict=True)):
        sentence = f"It is the answer for −{name}: the sign in front of {name} is turned round."
        if callable(arg):
            yield from replaced(trial, i, lambda *args, _f=arg: -_f(*args), ("negated", name), sentence)
        elif isinstance(arg, float | np.floating):
            yield from replaced(trial, i, -arg, ("negated", name), sentence)
        elif len(names) > 1 and isinstance(arg, np.ndarray) and arg.dtype.kind == "f":
            found = replaced(trial, i, -arg, ("negated", name), sentence)
            # A logarithm of it, say, is NaN then, and so is the answer for many another reason.
            yield from (p for p in found if not np.isnan(p.array).all())


def swapped(trial: Trial) -> Iterator[Proposal]:
    """Two arguments of one shape taken for each other."""
    names = trial.question.names(trial.args)
    arrays = [i for i, arg in enumerate(trial.args) if isinstance(arg, np.ndarray)]
    for i in arrays:
        for j in arrays:
            if i < j and trial.args[i].shape == trial.args[j].shape:
                args = list(trial.args)
                args[i], args[j] = args[j], args[i]
                sentence = f"{names[i]} and {names[j]} have changed places."
                yield from _at(trial, tuple(args), ("swapped", names[i], names[j]), sentence)


def replaced(trial: Trial, i: int, value: Any, key: Hashable, sentence: str) -> Iterator[Proposal]:
    """The answer that the oracle gives with argument number `i` taken as `value`."""
    return _at(trial, (*trial.args[:i], value, *trial.args[i + 1 :]), key, sentence)


def _at(trial: Trial, args: tuple, key: Hashable, sentence: str) -> Iterator[Proposal]:
    try:
        yield Proposal(key, sentence, trial.oracle(*args))
    except (ValueError, RuntimeError, TypeError, IndexError):
        return  # the forward function refuses such an argument, so no answer can look like it


def columns(trial: Trial) -> Iterator[Proposal]:
    """A matrix with its columns shifted by one: the first left out where the last is meant."""
    names = trial.question.names(trial.args)
    for i, (name, arg) in enumerate(zip(names, trial.args, strict=True)):
        if isinstance(arg, np.ndarray) and arg.ndim == 2 and arg.shape[1] > 2:
            words = f"The first column of {name} is left out, where the last one is meant."
            yield from replaced(trial, i, np.roll(arg, -1, axis=1), ("columns", name), words)


def value_for_gradient(trial: Trial) -> Iterator[Proposal]:
    """The function's value where its gradient or its Jacobian is asked for."""
    asked = {"gradient": "gradient", "jacobian": "Jacobian"}.get(trial.question.kind)
    if asked and trial.question.forward is not None:
        value = trial.question.forward(trial.args)
        yield Proposal("value", f"It is the function's value, not its {asked}.", value)
