"""Powers, steps, paths, and dicts of names: are they named where they were made, and only there?"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch

from nablabook.checks import oracle
from nablabook.checks.examine import find
from nablabook.checks.finding import Finding
from nablabook.checks.question import Question

from .questions import Exercise, gd_path


def height(x):
    """x₁⁴ + 2 x₂³: its gradient has factors and exponents of its own in each entry."""
    return x[0] ** 4 + 2 * x[1] ** 3


def slope(x: np.ndarray) -> np.ndarray:
    return np.array([4 * x[0] ** 3, 6 * x[1] ** 2])


def ask(answer: Callable, kind: str, forward: Callable, *tries: tuple, about: str = "") -> Finding:
    exact = oracle.gradient if kind == "gradient" else oracle.values
    question = Question(
        "answer",
        answer,
        lambda args: exact(forward, args),
        tries,
        kind,
        lambda args: oracle.values(forward, args),
        about=about,
    )
    return find(question)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda x: slope(x) / [4, 3], "Entry [0] is a quarter and entry [1] is a third of what it should be"),
        (lambda x: slope(x) / x, "Each entry has one power of its own coordinate too few"),
        (lambda x: slope(x) * x, "Each entry has one power of its own coordinate too many"),
        (lambda x: slope(x) / [x[0], 1], "Entry [0] has one power of x[0] too few"),
        (lambda x: slope(x) * [1, x[1]], "Entry [1] has one power of x[1] too many"),
        (lambda x: [x[0] ** 4, 2 * x[1] ** 3], "Each entry is what its own coordinate adds to the value"),
        (lambda x: [4 * x[0] ** 3, 2 * x[1] ** 3], "Entry [1] is what x[1] adds to the value"),
        (lambda x: 1 / slope(x), "the fraction stands upside down"),
        # Two different mistakes, or a factor that no exponent leaves behind, have no name.
        (lambda x: slope(x) * [x[0], 0.7], ""),
        (lambda x: slope(x) / [1, 5], ""),
        (lambda x: slope(x) / x**2, ""),
        (lambda x: [x[0] ** 4 + 1, 2 * x[1] ** 3], ""),
    ],
)
def test_slips_with_powers_are_named(answer: Callable, words: str) -> None:
    finding = ask(lambda x: np.asarray(answer(x)), "gradient", height, (np.array([5.0, -3.0]),))
    assert finding.state.value == "Not yet"
    assert words in finding.cause if words else finding.cause == ""


def test_at_a_point_on_an_axis_a_lost_power_is_told_from_the_entries_that_show_it() -> None:
    finding = ask(lambda x: np.array([4 * x[0] ** 2, 6 * x[1]]), "gradient", height, (np.array([0.0, -3.0]),))
    assert "one power of" in finding.cause


def moved(x, rate):
    return x - rate * oracle_slope(x)


def oracle_slope(x):
    import torch

    return torch.stack([4 * x[0] ** 3, 6 * x[1] ** 2])


STEPS = {
    "reversed": (lambda x, rate: x - rate * slope(x)[::-1], "The entries of the step stand in reverse order"),
    "one left out": (lambda x, rate: x - rate * slope(x) * [1, 0], "Entry [1] is that of x, unchanged"),
    "one slope wrong": (
        lambda x, rate: x - rate * np.array([4 * x[0] ** 3, 5 * x[1] ** 2 + 1]),
        "The gradient is wrong in [1], and right elsewhere: by this step the slope in [1] is 46, and it should be 54.",
    ),
    "both slopes wrong": (lambda x, rate: x - rate * (slope(x) + 1.3), ""),
    "a rate of its own": (lambda x, rate: x - 0.1 * slope(x), "It comes out the same whatever rate is."),
    "the rate squared": (lambda x, rate: x - rate**2 * slope(x), ""),
}


@pytest.mark.parametrize("case", STEPS)
def test_what_is_wrong_in_a_step_is_told(case: str) -> None:
    answer, words = STEPS[case]
    finding = ask(answer, "values", moved, (np.array([5.0, -3.0]), 0.03))
    assert finding.state.value == "Not yet"
    assert words in finding.cause if words else finding.cause == ""


def test_a_hidden_test_tells_which_slope_is_wrong_and_no_number() -> None:
    answer, _ = STEPS["one slope wrong"]
    finding = ask(answer, "values", moved, (np.array([5.0, -3.0]), 0.03), about="anything")
    assert finding.cause == "The gradient is wrong in [1], and right elsewhere."


def test_a_number_that_is_lost_with_the_decimals_is_not_called_unused() -> None:
    """An array of integers keeps nothing of a small step, whatever its rate."""

    def in_integers(x, rate):
        new = x.copy()
        new[:] = x - rate * np.array([0.1, 0.2])
        return new

    finding = ask(in_integers, "values", lambda x, rate: x - rate * 0.2, (np.array([5, 3]), 0.03))
    assert "whatever" not in finding.cause


def walked(theta: np.ndarray, rate: float, steps: int) -> list:
    path = [theta]
    for _ in range(steps):
        path.append(path[-1] - rate * path[-1] ** 3)
    return path


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda t, r, n: np.array(walked(t, r, n + 1)[1:]), "The start is missing: the path begins after the first"),
        (lambda t, r, n: np.concatenate(walked(t, r, n)), "All numbers stand in one long row"),
        (lambda t, r, n: np.array(walked(t, r, n + 2)[2:]), ""),
    ],
)
def test_paths_that_begin_too_late_or_have_no_rows_are_named(answer: Callable, words: str) -> None:
    tries = [(np.array([0.5, -1.2, 0.9]), 0.13, 4), (np.array([0.3, 1.1]), 0.2, 3)]
    finding = ask(answer, "path", gd_path, *tries)
    assert finding.state.value == "Not yet"
    assert words in finding.cause if words else finding.cause == ""


def test_an_eigenvalue_from_between_is_named() -> None:
    A = np.array([[2.0, 1.0, 2.0], [1.0, 4.0, 0.0], [2.0, 0.0, 5.0]])

    def border(place: int) -> Callable:
        return lambda A: 2 / np.linalg.eigvalsh(A)[place]

    def asked(answer: Callable) -> Finding:
        return find(Question("border", answer, lambda args: np.asarray(border(-1)(*args)), ((A,),), "values"))

    assert "the one at [1], stands where the largest" in asked(border(1)).cause
    assert "The smallest eigenvalue" in asked(border(0)).cause
    assert "upside down" in asked(lambda A: np.linalg.eigvalsh(A)[-1] / 2).cause


def cells(source: str) -> dict:
    namespace = {"np": np, "itertools": itertools}
    exec(compile(source, "<cell>", "exec"), namespace)
    return namespace


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("x - slope(x)", "`slope` is the array already: use it without parentheses."),
        ("x - slope( 0.5 * x )", "`slope` is the array already"),
        ("x(0) - slope[0]", "An entry is taken with square ones"),
        ("other(x, slope)", "`other` calls an array there: was an array handed over to it where a function is meant?"),
    ],
)
def test_an_array_that_is_called_is_told_by_where_it_is_called(body: str, words: str) -> None:
    source = f"def other(x, f):\n    return f(x)\n\ndef step(x, slope):\n    return {body}"
    function = cells(source)["step"]
    import linecache

    linecache.cache["<cell>"] = (len(source), None, source.splitlines(keepends=True), "<cell>")
    question = Question("step", function, lambda args: args[0], ((np.ones(3), np.ones(3)),), "values")
    finding = find(question)
    assert " raises TypeError" in finding.lead
    assert words in finding.cause
    assert find(replace(question, about="anything")).cause == ""


SEARCH = """
def search(loss, grid):
    for values in itertools.product({lists}):
        value = loss(dict({pairs}))
    return value
"""


def product_of_two(setting: dict) -> float:
    return setting["rate"] * setting["width"]


def word(setting: dict) -> float:
    return {"relu": 1.0, "rate": 2.0}[setting["kind"]] * setting["missing"]


@pytest.mark.parametrize(
    ("lists", "pairs", "loss", "grid", "words"),
    [
        ("*grid", "zip(grid, values)", product_of_two, {}, "The names in grid, or their letters, are combined."),
        (
            "*grid.items()",
            "zip(grid, values)",
            product_of_two,
            {},
            "The names in grid, or their letters, are combined.",
        ),
        (
            "*grid.values()",
            "zip(values, grid)",
            product_of_two,
            {},
            "Names and values have changed places in the dict",
        ),
        ("grid.values()", "zip(grid, values)", product_of_two, {}, "needs its star"),
        # A word that is one of the values is no name, even where it looks like one.
        ("*grid.values()", "zip(grid, values)", word, {"kind": ["rate", "relu"]}, "grid has no 'missing'"),
    ],
)
def test_a_dict_of_names_is_told_by_what_was_handed_over(
    lists: str, pairs: str, loss: Callable, grid: dict, words: str
) -> None:
    function = cells(SEARCH.format(lists=lists, pairs=pairs))["search"]
    args = (loss, {"rate": [1, 2], "width": [3, 4], **grid})
    question = Question("search", function, lambda args: np.array(1.0), (args,), "values")
    assert words in find(question).cause
    assert "grid" not in find(replace(question, about="anything")).cause


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("np.array([x]).append(x)", "A list has `append`, an array has not."),
        ("np.append(np.array([x]), x, axis=0)", "Arrays that are put together have the same number of axes."),
    ],
)
def test_rows_kept_in_an_array_are_told_that_a_list_is_meant(body: str, words: str) -> None:
    function = cells(f"def path(x):\n    return {body}")["path"]
    finding = find(Question("path", function, lambda args: args[0], ((np.ones(3),),), "values"))
    assert words in finding.cause


def relu_jacobian(z):
    return np.diag((z > 0).astype(float))


def test_a_jacobian_of_one_sample_that_meets_a_batch_is_named() -> None:
    scope = {"np": np, "relu_jacobian": relu_jacobian}
    exec("def answer(grad_out, z):\n    return relu_jacobian(z).T @ grad_out", scope)
    exec("def broadcast(grad_out, z):\n    return grad_out * relu_jacobian(z)", scope)
    rng = np.random.default_rng(3)
    tries = [(rng.normal(size=5), rng.normal(size=5)), (rng.normal(size=(2, 3)), rng.normal(size=(2, 3)))]
    exercise = Exercise("vjp", scope["answer"], "vjp", torch.relu, lambda rng: ())
    for name in ("answer", "broadcast"):
        said = exercise.find(scope[name], tries).cause
        assert said == "Here z may be a batch, and `relu_jacobian` takes one sample: build no matrix."


def turned_where_they_differ(x, word, other):
    return x.T if word != other else x


def asks_both(x, word, other):
    return torch.transpose(x, 0, 1) if word != other else x


@pytest.mark.parametrize(
    ("answer", "deaf_to"),
    [
        (lambda x, word, other: x.T if word == "a" else x, "other"),
        (lambda x, word, other: x if word == "a" else x.T, "other"),
        (lambda x, word, other: x.T if other == "b" else x, "word"),
        (lambda x, word, other: x if (word, other) == ("a", "a") else x.T, ""),
    ],
)
def test_a_word_that_is_never_looked_at_is_named(answer: Callable, deaf_to: str) -> None:
    exercise = Exercise("words", turned_where_they_differ, "values", asks_both, lambda rng: ())
    wide, tall = np.arange(6.0).reshape(2, 3), np.array([[7.0, 8], [9, 1], [2, 3]])
    tries = [(wide, "a", "b"), (wide, "a", "a"), (tall, "b", "a"), (tall, "b", "b"), (tall, "a", "b")]
    said = exercise.find(answer, tries).cause
    assert said == (f"It comes out the same whatever {deaf_to} says: look at {deaf_to}, too." if deaf_to else "")


@pytest.mark.parametrize(
    ("kind", "forward", "right", "answer", "words"),
    [
        ("jacobian", lambda z: z.clone(), lambda z: np.eye(len(z)), lambda z: 1.0, "It is one number: the Jacobian"),
        ("gradient", lambda x: (x**2).sum(), lambda x: 2 * x, lambda x: np.mean(2 * x), "The entries are averaged"),
        ("gradient", lambda x: (x**3).sum(), lambda x: 3 * x**2, lambda x: x**2, "the exponent that comes down?"),
    ],
)
def test_one_number_for_many_and_a_lost_exponent(kind: str, forward, right, answer, words: str) -> None:
    exercise = Exercise("one", right, kind, forward, lambda rng: ())
    assert words in exercise.find(answer, [(np.array([0.5, -2.0, 1.0]),)]).cause


def test_a_third_of_a_gradient_with_other_arguments_is_said_to_lack_no_exponent() -> None:
    exercise = Exercise("y", None, "gradient", lambda x, y: 3 * (x * y).sum(), lambda rng: ())
    said = exercise.find(lambda x, y: y.copy(), [(np.array([0.5, -2.0]), np.array([1.5, 3.0]))]).cause
    assert "a third of what it should be" in said
    assert "exponent" not in said
