"""Nonlinear functions: at exactly 0, applied once too often, and where exp and log leave the floats."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nablabook.checks.question import Trial
from nablabook.checks.symptoms.arguments import replaced
from nablabook.checks.symptoms.proposal import Proposal

#: exp of more than this overflows float64.
LARGEST_EXPONENT = float(np.log(np.finfo(np.float64).max))
#: exp of less than minus this is 0 in float64.
LOST_EXPONENT = float(np.log(2) - np.log(np.finfo(np.float64).smallest_subnormal))
#: What is added to probabilities, or put below them, to keep a log from 0: as it is written, and what it is.
GUARDS = {f"1e-{power}": 10.0**-power for power in (3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16, 20, 30)} | {
    "2.2e-16": float(np.finfo(np.float64).eps)
}
#: The way out of an overflow where no largest number can be taken off.
NEVER_POSITIVE = "A form whose exponent is never positive never overflows."
#: Nearer to 0 than any input of a check, and far from underflow.
NEAR = 1e-30


def at_zero(trial: Trial) -> Iterator[Proposal]:
    """The answer for inputs a hair above, or below, exact zeros."""
    for i, arg in enumerate(trial.args):
        if isinstance(arg, np.ndarray) and arg.dtype.kind == "f" and (arg == 0).any():
            above = "At exactly 0 it is what it should be just above 0: is it >= 0 where > 0 is meant?"
            yield from replaced(trial, i, np.where(arg == 0, NEAR, arg), ("at zero, above", i), above)
            below = "At exactly 0 it is what it should be just below 0: is it > 0 where >= 0 is meant?"
            yield from replaced(trial, i, np.where(arg == 0, -NEAR, arg), ("at zero, below", i), below)


def applied_twice(trial: Trial) -> Iterator[Proposal]:
    """The function of its own result, or its derivative taken there."""
    if trial.question.forward is None or len(trial.args) != 1 or not _is_float(trial.args[0]):
        return
    name, shape = trial.question.name, np.shape(trial.args[0])
    if trial.question.kind == "values" and trial.expected.shape == shape:
        yield from replaced(trial, 0, trial.expected, "twice", f"It is {name} applied twice.")
    if trial.question.kind in ("gradient", "jacobian"):
        value = trial.question.forward(trial.args)
        if np.shape(value) == shape:
            words = "It is the derivative at f(x), the output, where the one at x, the input, is meant."
            yield from replaced(trial, 0, value, "at the output", words)


def sigmoid_slope(trial: Trial) -> Iterator[Proposal]:
    """The slope of a sigmoid made of what goes in, or its value in the place of its slope."""
    from scipy.special import expit

    kind, forward = trial.question.kind, trial.question.forward
    if kind not in ("jacobian", "vjp") or forward is None or not trial.args or not _is_float(trial.args[-1]):
        return
    z = trial.args[-1]
    value = np.asarray(forward(trial.args))
    if value.shape != z.shape or not np.allclose(value, expit(z), rtol=1e-9):
        return
    name = trial.question.names(trial.args)[-1]
    for key, words, slope in (
        ("input for output", f"{name} is used as if it were σ({name}) already.", z * (1 - z)),
        ("value for slope", "The sigmoid's value stands where its slope is meant.", expit(z)),
    ):
        if kind == "vjp":
            yield Proposal(("sigmoid", key), words, trial.args[0] * slope)
        elif z.ndim == 1 and key == "input for output":  # of a value on the diagonal `jacobians` speaks
            yield Proposal(("sigmoid", key), words, np.diag(slope))


def softmax_first(trial: Trial) -> Iterator[Proposal]:
    """A softmax, or a sigmoid, too many before the function."""
    from scipy.special import expit, softmax

    names = trial.question.names(trial.args)
    for i, (name, arg) in enumerate(zip(names, trial.args, strict=True)):
        if _is_float(arg) and arg.ndim in (1, 2) and arg.shape[-1] > 1:
            words = f"It is the answer for softmax({name}): probabilities are taken where {name} is meant."
            yield from replaced(trial, i, softmax(arg, axis=-1), ("softmax first", name), words)
            words = f"It is the answer for the sigmoid of {name}: {name} itself is meant."
            yield from replaced(trial, i, expit(arg), ("sigmoid first", name), words)


def softmax_axis(trial: Trial) -> Iterator[Proposal]:
    """A softmax over the wrong entries, in an answer that is a softmax plus something, divided by N or not."""
    from scipy.special import softmax

    if trial.question.kind == "values":  # `axes` asks the oracle itself
        return
    names = trial.question.names(trial.args)
    for name, arg in zip(names, trial.args, strict=True):
        if not _is_float(arg) or arg.ndim != 2 or arg.shape != trial.expected.shape:
            continue
        for axis, over in ((0, "down the columns of"), (None, "over all entries of")):
            words = f"The softmax is taken {over} {name}, where each row is one of its own: axis=-1."
            off = softmax(arg, axis=axis) - softmax(arg, axis=-1)
            for factor in (1, 1 / len(arg)):
                yield Proposal(("softmax axis", name, axis, factor), words, trial.expected + factor * off)


def by_itself(trial: Trial) -> Iterator[Proposal]:
    """exp or a sigmoid of each entry, where something else is meant."""
    from scipy.special import expit

    if trial.question.kind != "values" or len(trial.args) != 1 or np.shape(trial.args[0]) != trial.expected.shape:
        return
    name, arg = trial.question.names(trial.args)[0], np.asarray(trial.args[0])
    if arg.dtype.kind in "iuf":
        yield Proposal("exp alone", f"It is exp of each entry of {name}, and no more.", np.exp(arg.astype(float)))
        words = f"It is the sigmoid of each entry of {name}, and no more."
        yield Proposal("sigmoid alone", words, expit(arg.astype(float)))


def log_of_exp(trial: Trial) -> Iterator[Proposal]:
    """−inf where a number below −745 is expected: its exp is 0."""
    lost = np.log(np.exp(trial.expected))
    if np.isneginf(lost).any():
        words = "exp(−746) is 0 already, and log(0) is −inf. Don't take the log of an exp: find what it comes to."
        yield Proposal("log of exp", words, lost)


def guarded(trial: Trial) -> Iterator[Proposal]:
    """Something small added to probabilities, or put in the place of smaller ones."""
    if trial.question.kind != "values":
        return
    for i, (name, arg) in enumerate(zip(trial.question.names(trial.args), trial.args, strict=True)):
        if not _is_float(arg) or not arg.ndim or not arg.size or arg.min() < 0 or arg.max() > 1:
            continue
        for written, guard in GUARDS.items():
            # Where P is 0 or far from it, the two are one number: the sentence is of both.
            words = (
                f"It is the answer for {name} with {written} added, or cut off at it: nothing is added to {name}, and "
                "small numbers stay what they are."
            )
            for kind, array in (
                ("added", arg + guard),
                ("cut below", np.maximum(arg, guard)),
                ("cut off", np.clip(arg, guard, 1 - guard)),
            ):
                yield from replaced(trial, i, array, (kind, name, written), words)


def finite(trial: Trial) -> Iterator[Proposal]:
    """A number where inf is expected."""
    infinite = np.isinf(trial.expected)
    if trial.got.shape == trial.expected.shape and (infinite & np.isfinite(trial.got)).any():
        words = "It is finite where inf is meant: a term with log(0) is left out there, or made finite."
        yield Proposal("finite", words, np.where(infinite, trial.got, trial.expected))


def not_finite(trial: Trial) -> Iterator[Proposal]:
    """NaN or inf in just those rows where exp overflows, or all exp are 0, or a log or a quotient meets an exact 0."""
    bad = ~np.isfinite(trial.got)
    if trial.got.shape != trial.expected.shape or not bad.any():
        return
    for arg in trial.args:
        if not _is_float(arg) or arg.ndim == 0:
            continue
        large = "exp overflows: exp(710) is inf already, and inf/inf and inf − inf are NaN. "
        way_out = "Subtract the largest first." if _shifts(trial, arg) else NEVER_POSITIVE
        yield from _where(trial, bad, np.abs(arg) > LARGEST_EXPONENT / 2, "overflow", large + way_out)
        if arg.shape == trial.expected.shape and arg.ndim == 2:
            below = np.broadcast_to(arg.max() - arg.max(axis=-1, keepdims=True) > LOST_EXPONENT, arg.shape)
            words = (
                "The largest of the whole batch is taken off every row: in a row far below it all exp are 0. "
                "Each row has a largest of its own."
            )
            yield from _where(trial, bad, below, "far below", words)
        zero = "There is NaN or inf where an input is exactly 0: log(0) is −inf, and 0 · log(0) and 0/0 are NaN."
        yield from _where(trial, bad, arg == 0, "log of 0", zero)


def _shifts(trial: Trial, arg: np.ndarray) -> bool:
    """Whether a number added to all entries of `arg` leaves the right answer as it is, or is added to it.

    So it is for softmax, its logarithm, cross-entropy and their derivatives: what is taken off there is in no result.
    """
    probe = np.linspace(-1, 1, arg.size).reshape(arg.shape)
    try:
        low, high = (
            trial.oracle(*(shifted if other is arg else other for other in trial.args))
            for shifted in (probe, probe + 0.5)
        )
    except (ValueError, RuntimeError, TypeError, IndexError):
        return False
    return any(np.allclose(high - low, moved, rtol=0, atol=1e-9) for moved in (0, 0.5))


def _where(trial: Trial, bad: np.ndarray, cause: np.ndarray, key: str, words: str) -> Iterator[Proposal]:
    """Proposes the right answer but for rows with `cause`, if all that is not finite stands in those."""
    rows = cause.any(axis=-1)
    if bad.ndim >= rows.ndim and bad.shape[: rows.ndim] == rows.shape:
        hit = np.broadcast_to(rows.reshape(rows.shape + (1,) * (bad.ndim - rows.ndim)), bad.shape)
    elif bad.ndim == 0 or not rows.any():
        hit = np.broadcast_to(rows.any(), bad.shape)
    else:
        return
    if (hit & bad).any():
        yield Proposal(key, words, np.where(hit, trial.got, trial.expected))


def _is_float(arg: object) -> bool:
    return isinstance(arg, np.ndarray) and arg.dtype.kind == "f"
