"""Which names does a cell bind, and which does it need from before it?"""

from __future__ import annotations

import pytest

from nablabook.build.names import answers_of, bound, functions, needed


@pytest.mark.parametrize(
    ("source", "binds", "needs"),
    [
        ("x = 1", {"x"}, set()),
        ("y = x + 1", {"y"}, {"x"}),
        ("x = x + 1", {"x"}, {"x"}),
        ("x += 1", {"x"}, {"x"}),
        ("import numpy as np", {"np"}, set()),
        ("def f(a):\n    return g(a) + b", {"f"}, {"g", "b"}),
        ("def f(n):\n    return f(n - 1)", {"f"}, set()),
        ("[i * k for i in range(3)]", set(), {"k"}),
        ("for i in range(3):\n    s = i", {"i", "s"}, set()),
        ("with open('a') as file:\n    text = file.read()", {"file", "text"}, set()),
        ("%matplotlib inline", set(), set()),
        ("lambda x: x + y", set(), {"y"}),
        ("class A:\n    z = q", {"A"}, {"q"}),
        ("(n := 3) + n", {"n"}, set()),
        ("def f():\n    return later\nlater = 1", {"f", "later"}, set()),
        ("print(len([]))", set(), set()),
        ("x: Kind = 1", {"x"}, {"Kind"}),
        ("def f(a: Kind) -> Other:\n    return a", {"f"}, {"Kind", "Other"}),
        ("try:\n    a = 1\nexcept ValueError as e:\n    print(e)", {"a", "e"}, set()),
    ],
)
def test_bound_and_needed(source: str, binds: set[str], needs: set[str]) -> None:
    assert bound(source) == binds
    assert needed(source) == needs


def test_an_answer_is_what_the_blank_cell_names_too() -> None:
    source = "a = ...\n### BEGIN SOLUTION\na = 1\nhelper = 2\n### END SOLUTION"
    assert answers_of(source) == ["a"]


def test_functions_are_those_of_the_top_level() -> None:
    assert functions("def f():\n    def g(): pass\nh = lambda: 1") == {"f"}
