"""Do equal names mean equal contents, and unequal ones unequal?"""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
import torch

from nablabook.grading.contents import Contents, Unknown, random_states


def name_of(value: object) -> str:
    contents = Contents()
    contents.add(value)
    return contents.hexdigest()


def function(text: str, **names: object) -> object:
    """A function of a notebook: of no module that could be asked for it."""
    namespace: dict = {"__name__": "__main__", **names}
    exec(text, namespace)
    return namespace["f"]


def looping() -> list:
    made: list = [1]
    made.append(made)
    return made


#: Makers of values, all different from each other.
MAKERS = [
    lambda: None,
    lambda: 0,
    lambda: 0.0,
    lambda: -0.0,
    lambda: False,
    lambda: "0",
    lambda: b"0",
    lambda: math.nan,
    list,
    tuple,
    dict,
    set,
    lambda: [[], []],
    lambda: [[[]]],
    lambda: ["ab", "c"],
    lambda: ["a", "bc"],
    lambda: {"a": 1, "b": 2},
    lambda: {"b": 2, "a": 1},
    lambda: {1, 2},
    lambda: np.zeros(2),
    lambda: np.zeros((2, 1)),
    lambda: np.zeros(2, dtype=np.float32),
    lambda: np.array([0.0, -0.0]),
    lambda: np.arange(6).reshape(2, 3),
    lambda: np.arange(6).reshape(2, 3).T,
    lambda: np.float64(0),
    lambda: torch.zeros(2),
    lambda: torch.zeros(2, requires_grad=True),
    lambda: np.random.default_rng(0),
    lambda: np.random.default_rng(1),
    lambda: np.sin,
    lambda: np.cos,
    lambda: torch.relu,
    lambda: np,
    lambda: math,
    lambda: int,
    lambda: len,
    lambda: [].append,
    lambda: [1].append,
    lambda: function("def f(x): return x"),
    lambda: function("def f(x): return 2 * x"),
    lambda: function("def f(x): return 3 * x"),
    lambda: function("def f(x, a=1): return x"),
    lambda: function("def f(x, a=2): return x"),
    lambda: function("def f(x): return x + A", A=1),
    lambda: function("def f(x): return x + A", A=2),
    lambda: function("def f(x): return x + A", A=np.ones(2)),
    lambda: function("def f(x): return x + A"),
    lambda: function("def g(x):\n    def f(y): return x + y\n    return f\nf = g(1)"),
    lambda: function("def g(x):\n    def f(y): return x + y\n    return f\nf = g(2)"),
    lambda: function("f = lambda x: [y for y in x]"),
    lambda: function("f = lambda x: [2 * y for y in x]"),
    looping,
]


def test_what_is_made_anew_has_the_same_name() -> None:
    for make in MAKERS:
        assert name_of(make()) == name_of(make())


def test_what_differs_has_another_name() -> None:
    named = [(name_of(make()), number) for number, make in enumerate(MAKERS)]
    same = [(a, b) for (a, i), (b, j) in itertools.combinations(named, 2) for _ in [0] if a == b and i != j]
    assert same == []


def test_a_change_within_is_seen() -> None:
    held = {"list": [1, np.zeros(3)]}
    before = name_of(held)
    held["list"][1][2] = 1e-300
    assert name_of(held) != before
    generator = np.random.default_rng(3)
    before = name_of(generator)
    generator.random()
    assert name_of(generator) != before


def test_a_function_is_known_by_what_it_reaches() -> None:
    deep = function("def g(x): return A[0] * x\ndef f(x): return g(x)", A=[1])
    other = function("def g(x): return A[0] * x\ndef f(x): return g(x)", A=[2])
    assert name_of(deep) != name_of(other)


def test_an_attribute_is_no_name_that_a_function_reaches() -> None:
    assert name_of(function("def f(x): return x.relu()", relu=object()))
    with pytest.raises(Unknown):
        name_of(function("def f(x): return relu(x)", relu=object()))


UNSEEN = [object(), iter([]), np.array([object()]), torch.ones(1, requires_grad=True) * 2, type("Own", (), {})()]


@pytest.mark.parametrize("value", UNSEEN)
def test_what_can_hold_more_has_no_name(value: object) -> None:
    with pytest.raises(Unknown):
        name_of(value)


def test_generators_that_all_share_are_part_of_a_start() -> None:
    before = random_states()
    np.random.random()  # noqa: NPY002
    after = random_states()
    torch.rand(1)
    assert len({before, after, random_states()}) == 3
