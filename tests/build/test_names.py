"""Which names does a cell bind, and which does it need from before it?"""

from __future__ import annotations

import dis
import re
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

import nbformat
import pytest

from nablabook.build.names import answers_of, bound, functions, needed, operations

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "source").glob("*/*.ipynb"))
MODULES = sorted((ROOT / "src").glob("nablabook/*/*.py"))


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


def codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes(constant)


def test_operations_are_those_that_dis_reads() -> None:
    # More than 255 names, so that some need a longer argument.
    many = "\n".join(f"name_{k} = other_{k}(lambda: name_{k}.attribute)" for k in range(300))
    cells = [cell.source for path in SOURCES for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
    wanted = re.compile("(LOAD|STORE|DELETE)_(NAME|GLOBAL)|LOAD_FROM_DICT_OR_GLOBALS")
    count = 0
    for source in [many, "del a\ndef f():\n    global b\n    del b", *cells, *map(Path.read_text, MODULES)]:
        for code in codes(compile(source, "<cell>", "exec", dont_inherit=True)):
            told = [(i.opname, i.argval) for i in dis.get_instructions(code) if wanted.fullmatch(i.opname)]
            assert list(operations(code)) == told
            count += len(told)
    assert count > 10_000
