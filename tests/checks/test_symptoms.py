"""Is a mistake named when it was made, and never when another was?"""

from __future__ import annotations

import contextlib
import itertools
import linecache
import random
import sys
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from nablabook.checks import oracle
from nablabook.checks.call import Raised, call
from nablabook.checks.dress import Undressed, dress
from nablabook.checks.examine import find
from nablabook.checks.question import Question, Trial
from nablabook.checks.symptoms import diagnose_error, kept
from nablabook.checks.symptoms.diagnose import explanations, proposals

from .questions import EXERCISES, Exercise, log_softmax, numpy_path, picked, sigmoid, softmax

#: The module, whose name the package gives to its function.
diagnosing = sys.modules[explanations.__module__]
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


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
@pytest.mark.parametrize("name", [*MISTAKES, *ODD])
def test_who_explains_no_wrong_answer_need_not_be_asked_about_another(
    exercise: Exercise, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    transform = ODD[name] if name in ODD else MISTAKES[name][0]
    asked = exercise.question(applied(exercise, transform), draws(exercise, 7, 3))
    try:
        found = trials(asked)
    except (Undressed, ValueError, IndexError):
        return  # the mistake can't be made in an answer of this shape
    few: list[int] = []
    ask = diagnosing._by_suspect

    def counted(trial: Trial, suspects: set) -> Iterator[tuple]:
        few.append(len(suspects))
        return ask(trial, suspects)

    monkeypatch.setattr(diagnosing, "_by_suspect", counted)
    named = list(explanations(asked, found).items())
    if not all(trial.right for trial in found):
        assert max(few[1:], default=0) < len(diagnosing.FAMILIES)
    monkeypatch.setattr(diagnosing, "_suspects", lambda *_: {*diagnosing.FAMILIES, *asked.looks_like})
    assert list(explanations(asked, found).items()) == named


def test_no_two_families_have_a_key_in_common() -> None:
    of: dict[Hashable, set[Callable]] = {}
    for exercise, transform in itertools.product(EXERCISES, [*[t for t, _ in MISTAKES.values()], *ODD.values()]):
        with contextlib.suppress(Undressed, ValueError, IndexError):  # it can't be made in an answer of this shape
            for trial in trials(exercise.question(applied(exercise, transform), draws(exercise, 7, 3))):
                for family, proposal in kept.asked(trial, diagnosing.FAMILIES):
                    of.setdefault(proposal.key, set()).add(family)
    assert len(of) > 200
    assert [key for key, families in of.items() if len(families) > 1] == []


def test_a_sign_is_named_where_an_argument_is_a_number_here_and_an_array_there() -> None:
    def scaled(x: torch.Tensor, rate: float | torch.Tensor) -> torch.Tensor:
        return x**2 + 3 * rate

    tries = ((np.array([1.0, -2.0]), 0.5), (np.array([2.0, 3.0]), np.array([0.5, 0.25])))
    asked = Question(
        name="scaled",
        function=lambda x, rate: x**2 - 3 * rate,
        oracle=lambda args: oracle.values(scaled, args),
        tries=tries,
        kind="values",
        forward=lambda args: oracle.values(scaled, args),
    )
    assert list(explanations(asked, trials(asked))) == [("negated", "rate")]


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
    "softmax over the batch": ("softmax", lambda h: softmax(h.T).T, "down the columns"),
    "softmax over everything": ("softmax", lambda h: np.exp(h) / np.exp(h).sum(), "All entries are taken together"),
    "columns along the rows": (
        "centred columns",
        lambda X: X - X.mean(axis=1, keepdims=True),
        "It is taken along the rows, the last axis",
    ),
    "columns over everything": (
        "centred columns",
        lambda X: X - X.mean(),
        "All entries are taken together: each column is meant",
    ),
    "exp and no more": ("softmax", lambda h: np.exp(h), "It is exp of each entry of h"),
    "a sigmoid for each": ("softmax", lambda h: sigmoid(h), "sigmoid of each entry of h, and no more"),
    "the case i = j forgotten": (
        "softmax jacobian",
        lambda h: -np.outer(softmax(h), softmax(h)),
        "The entries with i ≠ j are right, the diagonal is not",
    ),
    "the case i ≠ j taken for the other": (
        "softmax jacobian",
        lambda h: np.outer(softmax(h), 1 - softmax(h)),
        "The diagonal is right, the entries with i ≠ j are not",
    ),
    "value for Jacobian": ("softmax jacobian", softmax, "value, not its Jacobian"),
    "log2": ("labels", lambda h, labels: picked(log_softmax(h), labels) / np.log(2), "Is it log2"),
    "every label for every row": (
        "labels",
        lambda h, labels: -log_softmax(h)[:, labels].mean(),
        "Every label is taken for every row, as [:, labels] does",
    ),
    "classes from 1": ("labels", lambda h, labels: picked(log_softmax(h), labels - 1), "classes count from 0"),
    "the largest score": (
        "labels",
        lambda h, labels: picked(log_softmax(h), h.argmax(1)),
        "for the class with the largest score",
    ),
    "no mean": (
        "labels",
        lambda h, labels: -log_softmax(h)[np.arange(len(h)), labels],
        "The mean over the batch is not taken",
    ),
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
    "one array after the start": (
        "path",
        lambda *args: (lambda path: np.concatenate([path[:1], 0 * path[1:] + path[-1]]))(numpy_path(*args)),
        "one and the same array",
    ),
    "always from the start": (
        "path",
        lambda *args: (lambda path: np.concatenate([path[:1], 0 * path[1:] + path[1]]))(numpy_path(*args)),
        "taken from the start",
    ),
    "returned too early": ("path", lambda *args: numpy_path(*args)[:2], "`return` stand inside the loop"),
    "gradient for the point": ("one step", lambda t, lr: t[::-1] * np.array([1.0, 3.0]), "minus lr times it"),
    "step for the point": ("one step", lambda t, lr: lr * t[::-1] * np.array([1.0, 3.0]), "has to be subtracted"),
    "factor lost": ("one step", lambda t, lr: t - lr * np.array([1.0, 3 * t[0]]), "as if t[1] were 1 in its slope"),
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


def far(
    answer: Callable, right: Callable, *inputs: list, kind: str = "values", forward: Callable | None = None
) -> str:
    tries = tuple((np.array(x, float),) for x in inputs)
    return find(Question("answer", answer, lambda args: right(*args), tries, kind, forward)).cause


def test_the_way_out_of_an_overflow_suits_the_function() -> None:
    def two_tails(z):
        e = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, e) / (1 + e)

    def right_tail(z):
        return np.exp(z) / (1 + np.exp(z))

    z, largest, exponent = (
        [[0.5, -1.0, 3.0], [1000.0, -1000.0, 3.0]],
        "Subtract the largest first.",
        "never overflows.",
    )
    with np.errstate(all="ignore"):
        for rows in (z, [z]):
            assert far(right_tail, two_tails, *rows).endswith(exponent)
            assert far(lambda h: np.exp(h) / np.exp(h).sum(axis=-1, keepdims=True), softmax, *rows).endswith(largest)
            naive = far(lambda h: h - np.log(np.exp(h).sum(axis=-1, keepdims=True)), log_softmax, *rows)
            assert naive.endswith(largest)
        loss = far(lambda h: np.log(np.exp(h).sum()) - h[0], lambda h: -log_softmax(h)[0], *z)
        assert loss.endswith(largest)
        total = far(lambda h: np.log(np.exp(h).sum()), lambda h: h[0] - log_softmax(h)[0], *z)
        assert total.endswith(largest)
        slopes = far(
            lambda z: np.diag(np.exp(z) / (1 + np.exp(z)) ** 2),
            lambda z: np.diag(two_tails(z) * two_tails(-z)),
            *z,
            kind="jacobian",
        )
        assert slopes.endswith(exponent)


def test_values_on_the_diagonal_are_told_from_slopes() -> None:
    def told(answer: Callable) -> str:
        def forward(args: tuple) -> np.ndarray:
            return np.maximum(0, *args)

        right = [[-1.5, 0.5, 0.0, 2.0], [3.0, -1.0]]
        return far(answer, lambda z: np.diag((z > 0) * 1.0), *right, kind="jacobian", forward=forward)

    words = "The values stand on the diagonal, where their slopes are meant."
    assert told(lambda z: np.diag(z * (z > 0))) == words
    assert told(lambda z: np.diag(2 * z * (z > 0))) != words
    assert told(lambda z: np.diag(z * (z > 0)) + (np.arange(len(z)) > 2)) != words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("x.T @ g", "`x` has one axis, so `.T` leaves it as it is."),
        ("g.T @ x", "`g` has one axis, so `.T` leaves it as it is."),
        ("np.dot(x.T, g)", "`x` has one axis"),
        ("h.T @ x", "`h` has one axis"),
        ("x.T @ x + W @ g", "Or is one to be transposed"),
        ("W.T @ x", "is an entry missing, such as the 1?"),
        ("np.dot(W.T, x)", "is an entry missing, such as the 1?"),
        (
            "W @ x",
            "Do the two stand in the right order? `A @ B` is not `B @ A`. Or is one to be transposed, with `.T`?",
        ),
        ("V @ g", "Or is one to be transposed, with `.T`?"),
    ],
)
def test_a_product_that_does_not_fit_is_told_by_what_its_operands_are(line: str, words: str) -> None:
    function = cell(f"def answer(x, g, W, V):\n    h = 2 * g\n    return {line}", "answer")
    args = np.ones(3), np.ones(7), np.ones((4, 5)), np.ones((7, 8))
    finding = find(Question("answer", function, lambda args: args[0], (args,), "values"))
    assert " raises ValueError" in finding.lead
    assert words in finding.cause


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("A.T @ X.T + b", "b has one number for each unit, so the units have to be the last axis: (5, 7)."),
        ("b + (X @ A).T", "b has one number for each unit, so the units have to be the last axis: (5, 7)."),
        ("X / X.sum(axis=1)", "As a column, shape (N, 1), it fits"),
        ("X * w", ""),
        ("A.T * b", ""),
    ],
)
def test_a_flat_array_that_came_in_is_not_made_a_column(line: str, words: str) -> None:
    function = cell(f"def answer(X, A, b, w):\n    return {line}", "answer")
    if "w" in line:
        args = np.ones((5, 2)), np.ones((2, 7)), np.ones(7), np.ones(5)
    else:
        args = np.ones((5, 2)), np.ones((2, 7)), np.ones(7), 1.0
    finding = find(Question("answer", function, lambda args: args[0], (args,), "values"))
    assert " raises ValueError" in finding.lead
    assert words in finding.cause if words else not finding.cause


def test_a_log_of_an_exp_is_named_where_a_probability_has_become_0() -> None:
    def question(answer: Callable) -> Question:
        tries = ((np.array([[1000.0, 0.0, -1.0], [1.0, 2.0, 3.0]]),), (np.array([[0.0, 2.0], [-900.0, 900.0]]),))
        return Question("log_softmax", answer, lambda args: log_softmax(*args), tries, "values")

    assert find(question(log_softmax)).state.value == "Passed"
    with np.errstate(divide="ignore"):
        assert "Don't take the log of an exp" in find(question(lambda h: np.log(softmax(h)))).cause
    assert "exp overflows" in find(question(lambda h: h - np.log(np.exp(h).sum(axis=1, keepdims=True)))).cause


def test_a_mean_that_is_not_taken_is_named_for_batches_of_any_size() -> None:
    exercise = next(e for e in EXERCISES if e.name == "labels")
    tries = [(np.ones((n, 2)) * [1.0, 2.0], np.zeros(n, dtype=int)) for n in (3, 5, 1)]
    finding = exercise.find(lambda h, labels: -log_softmax(h)[np.arange(len(h)), labels], tries)
    assert "The mean over the batch is not taken" in finding.cause


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda h: np.exp(h) / np.exp(h).sum(axis=-1), "One number a row, shape (N,), meets a matrix (N, K)"),
        (lambda h: h - h.max(axis=2), ""),
        (lambda h: h[0] - h[0].max(axis=1), "The last axis is axis=-1"),
        (lambda h: h + np.ones(2), ""),
    ],
    ids=["keepdims forgotten", "an axis that no matrix has", "an axis that no vector has", "another size"],
)
def test_errors_about_axes_are_explained_where_their_message_says_enough(answer: Callable, words: str) -> None:
    exercise = next(e for e in EXERCISES if e.name == "softmax")
    finding = exercise.find(answer, draws(exercise, 5, 1))
    assert "raises" in finding.lead
    assert words in finding.cause if words else finding.cause == ""


def test_parts_are_diagnosed_together() -> None:
    def smallest(x):
        return {"k": int(np.argmin(x))}, float(np.min(x))

    def asked(answer, **own):
        question = Question(
            "answer",
            answer,
            lambda args: ({"k": np.array(1.0)}, np.array(2.0)),
            ((np.array([np.nan, 2.0, 2.0]),),),
            "values",
            parts=("best", "its loss"),
            looks_like=own,
        )
        return find(question)

    assert asked(smallest).cause.startswith("Its loss is NaN.")
    own = {"The last of two.": lambda expected, x: ({"k": 2}, expected[1])}
    assert asked(lambda x: ({"k": 2}, 2.0), **own).cause == "The last of two."
    assert asked(lambda x: ({"k": 2}, 3.0), **own).cause == ""
    assert asked(lambda x: ({"k": 1}, 2.0), **own).state.value == "Passed"


def cell(source: str, name: str) -> Callable:
    """A function as a cell of a notebook makes it."""
    namespace = {"np": np}
    exec(compile(source, "<cell>", "exec"), namespace)
    return namespace[name]


def told_cell(source: str, name: str) -> Callable:
    """A function as a cell makes it in a kernel, where a traceback tells its lines."""
    linecache.cache["<told cell>"] = (len(source), None, source.splitlines(keepends=True), "<told cell>")
    namespace = {"np": np}
    exec(compile(source, "<told cell>", "exec"), namespace)
    return namespace[name]


OTHER = "def slope_f(x):\n    return x[:2]\n\n"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("def step(x, slope):\n    return x - slope_f(x)", "`slope_f` is used, and what comes in as `slope` is not"),
        ("def step(x, slope):\n    return x - slope_f(x) * slope", ""),
        ("def step(x, slope):\n    return [slope for _ in (1,)][0] - slope_f(x)", ""),
        ("def step(x, slope):\n    return x - x[:2]", ""),
        ("def step(x, slope):\n    new = []\n    new[0] = x - slope", "A list doesn't grow by"),
        ("def step(x, slope):\n    new = [x]\n    return new[1]", "Python counts from 0"),
        ("def step(x, slope):\n    new = x.copy()\n    new[0] = x - slope", "has the array that it goes into an axis"),
        ("def step(x, slope):\n    return np.array([[*x], [1.0]])", ""),
        ("def step(x, slope):\n    return x - q * slope", "no name in code: what comes in is called x and slope."),
        ("def step(x, slope):\n    return x - n * slope", "no name in code: what comes in is called x and slope."),
        ("def step(x, slope):\n    return min([(1, {}), (1, {2: 3})])", "Give `min` a `key`"),
        ("def step(x, slope):\n    for _ in 3:\n        x = x - slope", "`for _ in range(n):`"),
        ("def step(x, slope):\n    return max(x * slope, 0)", "Python's `max` and `min` want one True"),
        ("def step(x, slope):\n    if x * slope > 0:\n        return x", "want one True or False"),
        ("def step(x, slope):\n    key = 'a'\n    return 0.5 * key", "key is 'a' here, a str: text is no number"),
        ("def step(x, slope):\n    if x[0] > 9:\n        y = 1\n    return y", "y is used before it has a value"),
    ],
)
def test_the_cause_of_an_error_is_found_in_the_code(source: str, words: str) -> None:
    function = cell(OTHER + source, "step")
    tries = ((np.array([1.0, 2.0, 3.0]), np.ones(3)),)
    question = Question("step", function, lambda args: args[0], tries, "values")
    finding = find(question)
    assert " raises " in finding.lead
    assert words in finding.cause if words else finding.cause == ""


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("    return {x: x, 'down': slope}", 'The keys are strings, in quotes: "x".'),
        ("    return {'x': x, down: slope}", 'The keys are strings, in quotes: "down".'),
        ("    return {\n        'x': x,\n        down: slope,\n    }", 'The keys are strings, in quotes: "down".'),
        ("    return {'x': x, 'down': down}", "Nothing is called down here"),
        ("    return {'x': x[down:], 'down': slope}", "Nothing is called down here"),
        ("    seen = {slope}\n    return {'x': x, 'down': slope}", ""),
        ("    both = {'a': x}\n    return both @ x", "`both` is a dict, and `@` is for two arrays."),
        ("    both = {'a': x}\n    return x @ both", "`both` is a dict, and `@` is for two arrays."),
        ("    both = {'a': 2.0}\n    return x @ both['a']", "A number times an array is written with `*`."),
    ],
)
def test_slips_with_a_dict_are_told(body: str, words: str) -> None:
    function = told_cell(f"def step(x, slope):\n{body}", "step")
    tries = ((np.array([1.0, 2.0, 3.0]), np.ones(3)),)
    finding = find(Question("step", function, lambda args: {"x": args[0], "down": args[1]}, tries, "values"))
    assert " raises " in finding.lead
    assert words in finding.cause if words else finding.cause == ""


@pytest.mark.parametrize(
    ("raised", "words"),
    [
        (Raised("KeyError", "'lr'"), "grid has no 'lr': its names are 'rate' and 'width' this time."),
        (Raised("KeyError", "'width'"), "needs its star."),
        (Raised("ValueError", "toy: KeyError: 'width'"), "needs its star."),
    ],
)
def test_a_missing_key_is_told_apart_by_where_it_is_missing(raised: Raised, words: str) -> None:
    def search(grid):
        return grid

    args = ({"rate": [1, 2], "width": [3]},)
    question = Question("search", search, lambda args: args, (args,), "values")
    assert words in diagnose_error(question, args, raised)
    assert diagnose_error(replace(question, about="anything"), args, raised) == ""


@pytest.mark.parametrize(
    ("key", "value", "ends"),
    [
        ("a", [1, 2], "a value for every name?"),
        ("b", [1, 2], "a value for every name? `product(*lists)` needs its star."),
        ("c", [1, 2], "a value for every name? Are only the first two names handled?"),
        ("d", [1, 2], "a value for every name?"),
        ("b", np.ones(2), "a value for every name?"),
        ("c", np.ones(2), "a value for every name?"),
    ],
)
def test_a_star_and_two_loops_are_asked_for_where_they_leave_a_key_out(key: str, value: object, ends: str) -> None:
    args = (dict.fromkeys("abcd", value),)
    question = Question("search", lambda grid: grid, lambda args: args, (args,), "values")
    assert diagnose_error(question, args, Raised("KeyError", repr(key))).endswith(ends)


@pytest.mark.parametrize(
    ("name", "kind", "given", "words"),
    [
        ("n", "path", np.ones(3), " If it is the text's n, the size of x: in code that is `len(x)`."),
        ("n", "values", np.eye(3), " If it is the text's n, the size of x: in code that is `len(x)`."),
        (
            "a",
            "values",
            np.eye(3),
            " If it is a letter of the text, that is no name in code: what comes in is called x.",
        ),
        ("slope", "values", np.eye(3), ""),
        ("x_2", "gradient", np.ones(3), " If it is the text's x₂: in code that is `x[1]`."),
        ("x1", "gradient", np.ones(3), " If it is the text's x₁: in code that is `x[0]`."),
        ("x_4", "gradient", np.ones(3), ""),
        ("x_1", "values", np.eye(3), ""),
        ("y_1", "gradient", np.ones(3), ""),
    ],
)
def test_a_letter_of_the_text_is_told_from_a_name(name: str, kind: str, given: np.ndarray, words: str) -> None:
    function = cell(f"def f(x):\n    return 2 * {name}", "f")
    finding = find(Question("f", function, lambda args: args[0], ((given,),), kind))
    assert finding.cause == f"Nothing is called {name} here: is it misspelt, or is a cell above not run yet?{words}"


@pytest.mark.parametrize(
    ("source", "kind", "words"),
    [
        ("return theta0 - eta * 2", "path", "If it is the text's η: in code that is `lr`."),
        ("return theta - lr * 2", "path", "What comes in is called theta0 and lr."),
        (
            "return theta0 - lr * gradient_bowl(theta0)",
            "values",
            "There is no `gradient_bowl` yet: write the two slopes",
        ),
        ("return theta0 - lr * gradient_bowls(theta0)", "values", "Nothing is called gradient_bowls here"),
        (
            "for _ in range(2):\n        theta = theta - lr\n    return theta",
            "path",
            "theta is used before it has a value. Give it the first one before the loop: `theta = theta0.copy()`.",
        ),
        (
            "for _ in range(2):\n        slope = 2 * theta\n        theta = theta - slope\n    return theta",
            "path",
            "before the loop: `theta = theta0.copy()`.",
        ),
        ("new -= lr\n    return new", "values", "this line makes the new one out of the old one"),
        ("new = new - lr\n    return new", "values", "this line makes the new one out of the old one"),
        ("if lr > 9:\n        new = 1\n    return new", "values", "was its condition ever true?"),
    ],
)
def test_a_name_without_a_value_is_told_where_it_may_get_one(source: str, kind: str, words: str) -> None:
    function = told_cell(f"def step_bowl(theta0, lr):\n    {source}", "step_bowl")
    question = Question("step_bowl", function, lambda args: args[0], ((np.ones(2), 0.5),), kind)
    assert words in find(question).cause
    assert "eta" not in find(replace(question, about="anything")).cause, "a hidden test repeats no name"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("max(A)", "`np.max(A)` is the largest number in it."),
        ("max(2 * A)", "`np.max(2 * A)` is the largest number in it."),
        ("max(np.abs(A), 0)", "`np.maximum(x, 0)` compares entry by entry."),
        ("max(A, key=lambda row: row)", "`np.maximum(x, 0)` compares entry by entry."),
    ],
)
def test_the_largest_of_one_array_is_told_from_the_larger_of_two(source: str, words: str) -> None:
    function = told_cell(f"def f(A):\n    return 2 / {source}", "f")
    assert words in find(Question("f", function, lambda args: args[0], ((np.eye(3),),), "values")).cause


def test_an_answer_that_never_looks_at_its_one_array_is_told_so() -> None:
    def answer(x):
        return 0.5

    tries = ((np.array([1.0, 2.0]),), (np.array([3.0, 0.5, 1.0]),))
    question = Question("f", answer, lambda args: np.asarray(args[0].sum()), tries, "values")
    assert find(question).cause == "It comes out the same whatever x is: compute it from x."
    # Of one input alone nobody knows what it is on others of another shape.
    assert find(replace(question, tries=tries[:1])).cause == ""


def test_a_description_begins_its_sentence_with_a_capital_letter_and_a_name_does_not() -> None:
    def answer(x):
        return x, x

    for parts, words in ((("best point", "its loss"), " Its loss is right."), (("top", "dW"), " dW is right.")):
        question = Question("f", answer, lambda args: (args[0] + 9, args[0]), ((np.ones(2),),), "values", parts=parts)
        assert words in find(question).lead
