"""Is a mistake named when it was made, and never when another was?"""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nablabook.checks.call import call
from nablabook.checks.dress import Undressed, dress
from nablabook.checks.examine import find
from nablabook.checks.question import Question, Trial
from nablabook.checks.symptoms.diagnose import explanations, proposals

from .questions import EXERCISES, Exercise, sigmoid, softmax

#: Transformations of a right answer, each with words of the sentence that names it.
MISTAKES: dict[str, tuple[Callable[[np.ndarray], np.ndarray], str]] = {
    "sign": (lambda e: -e, "wrong sign"),
    "zero": (lambda e: 0 * e, "Every entry is 0"),
    "twice": (lambda e: 2 * e, "twice too large"),
    "half": (lambda e: e / 2, "half of what it should be"),
    "three times": (lambda e: 3 * e, "three times too large"),
    "a third": (lambda e: e / 3, "a third of what it should be"),
    "N times": (lambda e: 5 * e, "N = 5 times too large"),
    "1/N": (lambda e: e / 5, "N = 5 times too small"),
    "1/N²": (lambda e: e / 25, "N² times too small"),
    "transpose": (lambda e: e.T, "transpose"),
    "one more axis": (lambda e: e[None], "shape is not"),
    "a column": (lambda e: e[:, None], "shape is not"),
    "reversed": (lambda e: e[::-1], "reverse order"),
    "added up": (lambda e: e.sum(), "added up"),
    "whole numbers": (np.trunc, "decimals are cut off"),
    "diagonal only": (lambda e: np.diag(np.diag(e)), "diagonal is right, but alone"),
    "diagonal as a vector": (np.diag, "diagonal as a vector"),
    "start missing": (lambda e: e[1:], "start is missing"),
    "every row the end": (lambda e: np.broadcast_to(e[-1], e.shape), "Every row is the same"),
    "end only": (lambda e: e[-1], "Only the end is returned"),
}
#: Transformations that no symptom is about.
ODD: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "odd factor": lambda e: 1.37 * e,
    "shifted": lambda e: e + 0.3,
    "squared": lambda e: e**2 + 1,
    "noise": lambda e: e + np.random.default_rng(int(abs(e).sum() * 1e6) % 2**32).normal(size=e.shape),
    "first entry moved": lambda e: e + np.eye(1, max(e.size, 1)).reshape(-1)[: e.size].reshape(e.shape),
}


def applied(exercise: Exercise, transform: Callable) -> Callable:
    def answer(*args):
        return transform(np.asarray(exercise.right(*args)))

    return answer


def draws(exercise: Exercise, seed: int, count: int) -> list[tuple]:
    rng = np.random.default_rng(seed)
    return [exercise.draw(rng) for _ in range(count)]


def trials(question: Question) -> list[Trial]:
    found = []
    for args in question.tries:
        result = call(question.function, args)
        found.append(Trial(question, args, question.oracle(args), dress(result.value, "")))
    return found


def explains(key: object, question: Question) -> bool:
    """Whether the symptom `key` gives what the answer gives on every input of the question."""
    return all(
        any(p.key == key and trial.looks(p.array) for p in proposals(trial)) or trial.right
        for trial in trials(question)
    )


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
def test_right_answers_pass(exercise: Exercise) -> None:
    assert exercise.find(exercise.right, draws(exercise, 1, 3)).state.value == "Passed"


@given(
    exercise=st.sampled_from(EXERCISES),
    transform=st.sampled_from([*[t for t, _ in MISTAKES.values()], *ODD.values()]),
    seed=st.integers(0, 2**31),
    count=st.integers(1, 3),
)
@settings(max_examples=150, deadline=None)
def test_a_symptom_is_named_only_if_it_is_the_one_made_or_equal_to_it_on_every_input(
    exercise: Exercise, transform: Callable, seed: int, count: int
) -> None:
    answer = applied(exercise, transform)
    tries = draws(exercise, seed, count)
    try:
        asked = exercise.question(answer, tries)
        found = trials(asked)
    except (Undressed, ValueError, IndexError):
        return  # the mistake can't be made in an answer of this shape
    if all(trial.right for trial in found):
        assert find(asked).cause == ""
        return
    fresh = exercise.question(answer, draws(exercise, seed + 1, 8))
    for key, sentence in list(explanations(asked, found).items())[:1]:  # the first is the one that is told
        assert explains(key, fresh), f"{sentence!r} is named, but another mistake was made"


@pytest.mark.parametrize("name", MISTAKES)
def test_each_mistake_is_named_wherever_it_can_be_made(name: str) -> None:
    transform, words = MISTAKES[name]
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    named = 0
    for exercise in EXERCISES:
        tries = draws(exercise, seed, 2)
        try:
            asked = exercise.question(applied(exercise, transform), tries)
            found = trials(asked)
        except (Undressed, ValueError, IndexError):
            continue
        if not any(trial.right for trial in found):
            named += any(words in sentence for sentence in explanations(asked, found).values())
    assert named >= 1, "no exercise names it"


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
@pytest.mark.parametrize("odd", ODD)
def test_what_fits_no_symptom_is_told_plainly_and_not_guessed(exercise: Exercise, odd: str) -> None:
    finding = exercise.find(applied(exercise, ODD[odd]), draws(exercise, 7, 2))
    assert finding.state.value == "Not yet"
    assert finding.cause == "" or odd == "first entry moved"
    assert "expected" in finding.lead


def test_where_the_mistaken_answer_is_the_right_one_it_passes() -> None:
    """The transpose of a symmetric Jacobian is the Jacobian."""
    jacobian = next(e for e in EXERCISES if e.name == "softmax jacobian")
    assert jacobian.find(applied(jacobian, np.transpose), draws(jacobian, 3, 2)).state.value == "Passed"


CASES = {
    "relu'(0) = 1": (
        "relu jacobian",
        lambda z: np.diag((z >= 0).astype(float)),
        "is it >= 0 where > 0 is meant?",
    ),
    "softmax twice": ("softmax", lambda h: softmax(softmax(h)), "applied twice"),
    "σ' at the output": (
        "sigmoid vjp",
        lambda g, z: g * sigmoid(sigmoid(z)) * (1 - sigmoid(sigmoid(z))),
        "sigmoid of z",
    ),
    "softmax over the batch": ("softmax", lambda h: softmax(h.T).T, "down the columns of h"),
    "softmax over everything": ("softmax", lambda h: softmax(h.ravel()).reshape(h.shape), "over all entries of h"),
    "not summed over the batch": ("bias", lambda b, X: 3 * (X + b) ** 2 / len(X), "not summed over the batch"),
    "summed over the other axis": (
        "bias",
        lambda b, X: 3 * ((X + b) ** 2).sum(axis=1) / len(X),
        "summed over the other axis",
    ),
    "sum for mean": ("bias", lambda b, X: 3 * ((X + b) ** 2).sum(axis=0), "N = 5 times too large"),
    "divided by K for N": (
        "bias",
        lambda b, X: 3 * ((X + b) ** 2).sum(axis=0) / X.shape[1],
        "divided by the number of columns",
    ),
    "in sequence": (
        "one step",
        lambda t, lr: (lambda a: np.array([a, t[1] - lr * 3 * a]))(t[0] - lr * t[1]),
        "one after the other",
    ),
    "lr left out": ("one step", lambda t, lr: t - t[::-1] * np.array([1.0, 3.0]), "lr = 1: lr is left out"),
    "uphill": ("one step", lambda t, lr: t + lr * t[::-1] * np.array([1.0, 3.0]), "−lr"),
    "value for gradient": ("cubic", lambda x: (x**3).sum(), "value, not its gradient"),
    "grad_out forgotten": ("sigmoid vjp", lambda g, z: sigmoid(z) * (1 - sigmoid(z)), ""),
    "X handed back": ("softmax", lambda h: h.copy(), "It is the input h itself"),
    # Of a softmax, all of it positive, relu lets everything through: the simpler mistake is named.
    "grad_out handed back": ("relu vjp", lambda g, z: g.copy(), "It is the input g itself"),
}


@pytest.mark.parametrize("case", CASES)
def test_mistakes_of_the_field_are_told_their_own_sentence(case: str) -> None:
    name, answer, words = CASES[case]
    exercise = next(e for e in EXERCISES if e.name == name)
    finding = exercise.find(answer, draws(exercise, 11, 2))
    assert finding.state.value == "Not yet"
    assert words in finding.cause if words else finding.cause == ""


def test_overflow_and_log_of_zero_are_named_by_where_the_nan_stands() -> None:
    exercise = next(e for e in EXERCISES if e.name == "softmax")

    def naive(h):
        return np.exp(h) / np.exp(h).sum(axis=-1, keepdims=True)

    tries = [(np.array([[1000.0, 0.0, -1000.0], [1.0, 2.0, 3.0], [0.5, 0.1, 0.2]]),)]
    assert "exp overflows" in exercise.find(naive, tries).cause
