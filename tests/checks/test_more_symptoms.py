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
        (lambda x: slope(x[::-1]), "x[0] and x[1] have changed places: each slope is taken at the other coordinate."),
        (lambda x: [slope(x[::-1])[0], slope(x)[1]], ""),
        (lambda x: 1 / slope(x), "the fraction stands upside down"),
        (
            lambda x: np.add(slope(x), [2 * x[1] ** 3, 0]),
            "Entry [0] has kept what x[1] adds to the value: for this slope it",
        ),
        (
            lambda x: np.add(slope(x), [0, x[0] ** 4]),
            "Entry [1] has kept what x[0] adds to the value: for this slope it",
        ),
        (
            lambda x: np.add(slope(x), [2 * x[1] ** 3, x[0] ** 4]),
            "Each entry has kept what the other coordinates add to",
        ),
        (lambda x: np.add(slope(x), [2 * x[1] ** 3, x[0] ** 3]), ""),
        (lambda x: np.add(slope(x), [x[1] ** 3, 0]), ""),
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


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((np.array([5.0, -3.0]),), "Every entry is a quarter of what it should be: does a factor 2 stand below"),
        ((np.array([5.0, -3.0, 1.5, 0.7]),), ""),  # it may be divided by their number
        ((np.array([5.0, -3.0]), 0.4), ""),  # 0.1 may be written in
    ],
)
def test_a_quarter_is_named_where_nothing_that_came_in_could_be_the_four(args: tuple, words: str) -> None:
    finding = ask(lambda x, rate=1.0: rate * np.exp(x) / 4, "values", lambda x, rate=1.0: rate * x.exp(), args)
    assert finding.state.value == "Not yet"
    assert words in finding.cause if words else "quarter" not in finding.cause


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
        (lambda t, r, n: sum(walked(t, r, n)), "All points are added up into one: `path += theta` adds numbers."),
        (lambda t, r, n: sum(walked(t, r, n))[None], "All points are added up into one"),
        (lambda t, r, n: sum(walked(t, r, n)[1:]), "All points are added up into one"),
        (lambda t, r, n: np.array(walked(t, r, n)[-2:]), "Only the last two points are there: does `path = [...]`"),
        (lambda t, r, n: np.array(walked(t, r, n)[-1:]), "Only the last point is there: does `path = [...]`"),
        (lambda t, r, n: np.array(walked(t, r, n)[-3:]), ""),
        (lambda t, r, n: walked(t, r, n)[-1], "Only the end is returned, not the path."),
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

    assert "An eigenvalue from between stands where the largest" in asked(border(1)).cause
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


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            lambda x: np.add(slope(x), [7, 0]),
            "Entry [0] has kept the constant term of the function: for this slope it is a",
        ),
        (lambda x: slope(x) + 7, "Each entry has kept the constant term of the function: for this slope it is a"),
        (
            lambda x: np.add(slope(x), [0, x[0] ** 4 + 7]),
            "Entry [1] has kept every term that is without its own coordinate",
        ),
        (
            lambda x: np.add(slope(x), [2 * x[1] ** 3 + 7, x[0] ** 4]),
            "Each entry has kept the term of the other coordinate, and one of them the constant term as well",
        ),
        (
            lambda x: np.add(slope(x), [2 * x[1] ** 3, x[0] ** 4 + 7]),
            "Each entry has kept the term of the other coordinate, and one of them the constant term as well",
        ),
        (lambda x: np.add(slope(x), [2 * x[1] ** 3 + 7, 7]), ""),
        (lambda x: np.add(slope(x), [7, 14]), ""),
        (lambda x: slope(x) + 1, ""),
    ],
)
def test_a_constant_term_that_is_kept_is_named(answer: Callable, words: str) -> None:
    finding = ask(answer, "gradient", lambda x: height(x) + 7, (np.array([2.0, -3.0]),))
    assert words in finding.cause if words else finding.cause == ""


@pytest.mark.parametrize(
    ("count", "words"), [(2, "x may have any number of entries. Calculate with the whole arrays."), (3, "")]
)
def test_the_first_entries_alone_are_told_from_other_numbers(count: int, words: str) -> None:
    tries = [(np.array([1.0, -2.0, 0.5, 3.0]), np.array([4.0, 2.0, -8.0, 1.0]))]
    plain = ask(lambda x, y: (x - 2 * y)[:count], "values", lambda x, y: x - 2 * y, *tries)
    assert "x may have any number of entries" in plain.cause
    other = ask(lambda x, y: (x - 2 * y)[-count:], "values", lambda x, y: x - 2 * y, *tries)
    assert other.cause == ""
    longer = (np.arange(1.0, 6.0), np.ones(5))
    both = ask(lambda x, y: (x - 2 * y)[:count], "values", lambda x, y: x - 2 * y, *tries, longer)
    assert "x may have any number of entries" in both.cause


@pytest.mark.parametrize(
    ("width", "words"),
    [
        ("2", "The number of columns is fixed in your code. It is n, the length of theta0: `len(theta0)`."),
        ("len(theta0) + 1", "The number of columns is fixed in your code."),
        ("len(theta0)", ""),
    ],
)
def test_rows_of_a_fixed_width_are_told_to_be_those_of_another_start(width: str, words: str) -> None:
    source = f"""
def walk(gradient, theta0, lr, steps):
    path = np.zeros((steps + 1, {width}))
    path[0] = theta0
    for t in range(steps):
        path[t + 1] = path[t] - lr * gradient(path[t])
    return path
"""
    args = (lambda theta: 2.0 * theta, np.array([1.0, -2.0, 0.5]), 0.25, 2)
    halved = np.array([args[1] * 0.5**t for t in range(3)])
    question = Question("walk", cells(source)["walk"], lambda _: halved, (args,), "path")
    finding = find(question)
    assert words in finding.cause if words else finding.line == "walk"
    if words:
        assert find(replace(question, about="anything")).cause == ""


CALLS = """
def other(x, slope, rate):
    return x - rate * slope

def step(f, table):
    return {body}
"""


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("other(table['a'], 1.0)", "`other` is called without `rate`. Look up what it takes, and in which order."),
        ("other(1.0)", "`other` is called without `slope` and `rate`."),
        ("f(*table.values())", "`f` takes one dict, whole. A star in a call hands over the entries one by one."),
        ("f(**table)", "`f` takes one dict, whole."),
        ("step(f)", "The `def` line of `step` no longer fits what it is called with"),
        ("other(1.0, 2.0, 3.0, 4.0)", ""),
    ],
)
def test_a_call_with_other_arguments_than_are_taken_is_told(body: str, words: str) -> None:
    function = cells(CALLS.format(body=body))["step"]

    def asked(one):
        return one["a"]

    tries = ((asked, {"a": 1.0, "b": 2.0}),)
    question = Question("step", function, lambda args: np.array(1.0), tries, "values")
    finding = find(question)
    assert " raises TypeError" in finding.lead
    assert words in finding.cause if words else finding.cause == ""
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
    ("body", "kind", "words"),
    [
        ("np.array([x]).append(x)", "path", "A list has `append`, an array has not."),
        ("np.append(np.array([x]), x, axis=0)", "path", "A list, with its `append`, takes anything"),
        ("np.append(np.array([x]), x, axis=0)", "values", "Give the flat one a second axis: `a[:, None]`"),
        ("np.hstack([x, np.ones((3, 1))])", "values", "Give the flat one a second axis: `a[:, None]`"),
        ("np.concatenate([np.ones((2, 2, 2)), x])", "values", "A list, with its `append`, takes anything"),
    ],
)
def test_arrays_with_other_numbers_of_axes_are_told_a_list_or_an_axis(body: str, kind: str, words: str) -> None:
    function = cells(f"def path(x):\n    return {body}")["path"]
    finding = find(Question("path", function, lambda args: args[0], ((np.ones(3),),), kind))
    assert words in finding.cause


def likelihood(P, y):
    """The mean of −log of the true classes' probabilities."""
    return torch.nn.functional.nll_loss(torch.log(P), y)


def asked_of_labels(body: str, *batches: tuple, about: str = "") -> Finding:
    answer = cells(f"def answer(P, y):\n    {body}")["answer"]
    return ask(answer, "values", likelihood, *batches, about=about)


TWO_ROWS = np.array([[0.0, 0.25, 0.75], [0.5, 0.5, 0.0]]), np.array([2, 0])
NO_COLUMN = np.array([[0.25, 0.75], [0.5, 0.5], [0.125, 0.875]]), np.array([1, 0, 1])
FOR_ROWS = "The labels in y are used as row numbers, and a label is the number of a column."


@pytest.mark.parametrize(
    ("body", "batch", "words"),
    [
        ("return -np.log(P[y]).mean()", TWO_ROWS, FOR_ROWS),
        ("return -np.log(P[y, :]).mean()", TWO_ROWS, FOR_ROWS),
        ("return np.log(P)[np.int64(1) * 0 :][y].sum()", TWO_ROWS, FOR_ROWS),
        ("return -np.log(P[y, np.arange(len(y))]).mean()", NO_COLUMN, FOR_ROWS),
        ("label = y.astype(np.int32)\n    return P[label].mean()", TWO_ROWS, FOR_ROWS),
        ("P = 1 * P\n    P[y] -= 1\n    return P", TWO_ROWS, FOR_ROWS),
        ("P = 1 * P\n    P[y] = 1\n    return P", TWO_ROWS, FOR_ROWS),
        # Places that are not there for another reason.
        ("return P[np.arange(3), y[[0, 1, 1]]]", TWO_ROWS, "Python counts from 0"),
        ("return P[np.arange(2), y + 1]", TWO_ROWS, "Python counts from 0"),
        ("rows = np.array([2, 1])\n    return P[rows]", TWO_ROWS, "Python counts from 0"),
        ("return (P * np.eye(2)[y]).sum()", TWO_ROWS, "Python counts from 0"),
        ("return P[y[0]]", TWO_ROWS, "Python counts from 0"),
        ("box = type('', (), {'y': [2]})\n    return P[box.y]", TWO_ROWS, "Python counts from 0"),
        ("return P[np.eye(3)[y]]", TWO_ROWS, "Is a matrix of decimals used as one, such as one-hot rows?"),
    ],
)
def test_labels_in_the_place_of_row_numbers_are_told_so(body: str, batch: tuple, words: str) -> None:
    finding = asked_of_labels(body, batch)
    assert "raises IndexError" in finding.lead
    assert words in finding.cause
    assert asked_of_labels(body, batch, about="anything").cause == ""


def test_whole_numbers_that_are_no_labels_are_not_taken_for_some() -> None:
    answer = cells("def answer(x, order):\n    return x[order].sum()")["answer"]
    finding = ask(answer, "values", lambda x, order: x.sum(), (np.ones((3, 2)), np.array([2, 3, 1])))
    assert "Python counts from 0" in finding.cause


def batches() -> list[tuple]:
    rng = np.random.default_rng(3)
    return [(rng.dirichlet(np.ones(K), size=N), rng.integers(0, K, size=N)) for N, K in ((5, 3), (7, 5), (1, 3))]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("return -np.log(np.mean(P[np.arange(len(y)), y]))", "The mean is taken before the logarithm."),
        ("return -np.log(np.mean(P[np.arange(len(y)), y] ** 2))", ""),
        ("return -np.log(np.sum(P[np.arange(len(y)), y]))", ""),
        ("return -np.log(np.median(P[np.arange(len(y)), y]))", ""),
    ],
)
def test_a_mean_before_the_logarithm_is_named(body: str, words: str) -> None:
    finding = asked_of_labels(body, *batches())
    assert finding.state.value == "Not yet"
    assert words in finding.cause if words else finding.cause == ""


@pytest.mark.parametrize(
    ("answer", "shapes", "words"),
    [
        (lambda A: 2 * A[0], [(1, 3)], "Its first axis is lost: `A[0]` is one row"),
        (lambda A: 2 * A[0], [(1, 3), (4, 3)], "Its first axis is lost: `A[0]` is one row"),
        (lambda A: np.squeeze(2 * A), [(1, 3), (4, 3)], "The numbers are right, their shape is not"),
        (lambda A: 2 * A[:, 0], [(5, 1)], "Its second axis is lost: `A[:, 0]` is one column"),
        (lambda A: 2 * A.sum(axis=0), [(1, 3), (4, 3)], "The rows are added up."),
        (lambda A: 2 * A.sum(axis=0), [(4, 3), (1, 3)], "The rows are added up."),
        (lambda A: 2 * A.sum(axis=1), [(5, 1), (5, 2)], "The columns are added up."),
    ],
)
def test_a_single_row_without_its_axis_is_no_sum(answer: Callable, shapes: list, words: str) -> None:
    rng = np.random.default_rng(2)
    tries = tuple((rng.normal(size=size),) for size in shapes)
    assert find(Question("answer", answer, lambda args: 2 * args[0], tries, "values")).cause.startswith(words)


def affine(X, A, b):
    return ((X @ A + b) ** 2).sum()


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda G: 0, "It is a plain number, 0, where an array of shape (2,) belongs."),
        (lambda G: 0.0, "It is a plain number, 0, where an array of shape (2,) belongs."),
        (lambda G: G.sum(), "The entries are added up into one number."),
        (lambda G: 1e-3, ""),
        (lambda G: [0], ""),
    ],
)
def test_a_0_that_was_written_down_is_told_from_a_sum(made: Callable, words: str) -> None:
    rng = np.random.default_rng(4)
    at = rng.normal(size=(5, 3)), rng.normal(size=(3, 2)), rng.normal(size=2)

    def gradients(X, A, b):
        G = 2 * (X @ A + b)
        return {"A": X.T @ G, "b": made(G)}

    def expected(args):
        return oracle.gradient(affine, args, ("A", "b"))

    def values(args):
        return oracle.values(affine, args)

    assert find(Question("gradients", gradients, expected, (at,), "gradient", values)).cause == words


def test_a_0_for_entries_that_cancel_is_told_from_their_sum() -> None:
    def loss(h, y):
        return torch.nn.functional.cross_entropy(h, y)

    def slope_of(h, y):
        return (np.exp(h) / np.exp(h).sum(axis=1, keepdims=True) - np.eye(3)[y]) / len(y)

    def asked(made: Callable) -> str:
        at = np.random.default_rng(5).normal(size=(5, 3)), np.array([0, 2, 1, 1, 0])
        return ask(lambda h, y: made(slope_of(h, y)), "gradient", loss, at).cause

    assert asked(lambda G: 0) == "It is a plain number, 0, where an array of shape (5, 3) belongs."
    assert "plain number" not in asked(lambda G: G.sum())


@pytest.mark.parametrize(
    ("body", "sizes", "words"),
    [
        ("np.hstack([X, np.ones((3, 1))])", [(3, 2), (5, 4)], "3 is the size of an input before this one"),
        ("np.hstack([X, np.ones((3, 1))])", [(5, 2)], "Arrays that are put together agree in all axes"),
        ("np.hstack([X, np.ones((4, 1))])", [(4, 2), (7, 4)], "Arrays that are put together agree in all axes"),
        ("np.vstack([X, np.ones((1, 2))])", [(3, 2), (5, 4)], "2 is the size of an input before this one"),
    ],
)
def test_a_size_that_was_written_in_is_told_where_an_input_before_had_it(body: str, sizes: list, words: str) -> None:
    answer = cells(f"def answer(X):\n    return {body}")["answer"]
    down = "vstack" in body

    def padded(X):
        return torch.nn.functional.pad(X, (0, 0, 0, 1) if down else (0, 1), value=1.0)

    assert words in ask(answer, "values", padded, *[(np.ones(size),) for size in sizes]).cause


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


@pytest.mark.parametrize(
    ("came", "named"),
    [((None, 0), True), ((None, 3.0), True), ((None, np.inf), False), ((None, None), False), (({"k": 2}, 0), False)],
)
def test_a_search_that_starts_below_everything_is_told_from_one_that_was_left(came: tuple, named: bool) -> None:
    tries = ((lambda setting: setting["k"] + 3, {"k": [2, 4]}),)
    question = Question(
        "search", lambda loss, grid: came, lambda args: ({"k": np.array(2)}, np.array(5.0)), tries, "values"
    )
    finding = find(replace(question, parts=("best", "its loss")))
    assert ("Is nothing smaller than the number that the search starts with?" in finding.line) == named
    assert finding.state.value == "Not yet"


def test_a_loss_beside_gradients_that_are_none_is_no_search() -> None:
    tries = ((np.ones(3),),)
    question = Question("slope", lambda x: (0.0, None), lambda args: (np.array(5.0), {"W": args[0]}), tries, "values")
    assert find(replace(question, parts=("loss", "slopes"))).cause == ""
