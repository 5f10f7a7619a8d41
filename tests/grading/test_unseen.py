"""A cell that nobody sees leaves behind what it leaves when it is seen; one that is compiled ahead shows the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import CodeType

import pytest

from nablabook.grading.compiled import Compiler
from nablabook.grading.processes import Fork, Zygote
from nablabook.grading.starting import Program

#: Run before, by one process silently; then what both are asked.
CELLS = {
    "values": ("x = [1, 2]\nx.append(3)\nx", "x"),
    "a function": ("def f(a):\n    return a / 0\n", "import inspect\nprint(inspect.getsource(f))\nf(1)"),
    "a function in a function": ("def f():\n    def g():\n        return {}['a']\n    return g\n", "f()()"),
    "the lines before an error": ("a = 1\nb = 1 / 0\nc = 3", "a, 'b' in globals(), 'c' in globals()"),
    "the lines before what can't be compiled": ("a = 1\nreturn 3", "a"),
    "no Python": ("a = 1\nb = = 2", "'a' in globals()"),
    "nothing": ("", "1"),
    "a remark": ("# nothing", "1"),
    "a magic": ("%cd -q /\nz = 3", "import os\nos.getcwd(), z"),
    "a magic's value": ("where = %pwd", "type(where).__name__"),
    "the future": (
        "from __future__ import annotations\ndef f(a: nobody): pass",
        "def g(a: nobody): pass\nf, g.__annotations__",
    ),
    "await": ("async def f():\n    return 3\nv = await f()", "v"),
    "history": ("first = 1", "In[-2], _i"),
    "an end": ("a = 1\nexit()\nb = 2", "a, 'b' in globals()"),
    "SystemExit": ("a = 1\nraise SystemExit", "a"),
    "a figure": (
        "import matplotlib.pyplot as plt\n_ = plt.figure()",
        "import matplotlib.pyplot as plt\nplt.get_fignums()",
    ),
    "an older answer": (
        "from nablabook import checks\nchecks.watch()\ndef f(): pass\n1 / 0",
        "from nablabook.checks import older\nsorted(older._failed)",
    ),
    "a text at the beginning": ("'''what it does'''\na = 1", "__doc__"),
    "no display hook": ("class A:\n    def __repr__(self):\n        return 'seen'\nA()\n", "A()"),
    "spaces": ("  a = 1\n  b = 2", "a, b"),
    "odd warnings": ("s = '\\d'\nsame = s is '\\\\d'", "s"),
}


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    made = Program("student")
    made.wait_until_ready()
    yield made
    made.close()


def run(fork: Fork, source: str, count: int, silent: bool = False) -> list[dict]:
    message = {"op": "run", "source": source, "count": count, "silent": silent, "caps": {}}
    return fork.ask(message, 20)["outputs"]


def after(zygote: Zygote, folder: Path, what: str, silent: bool) -> list[dict]:
    cell, question = CELLS[what]
    fork = zygote.fork(str(folder))
    try:
        shown = run(fork, cell, 3, silent)
        assert not (silent and shown)
        return run(fork, question, 7)
    finally:
        fork.end()


@pytest.mark.parametrize("what", CELLS)
def test_what_is_not_seen_is_bound(zygote: Zygote, tmp_path: Path, what: str) -> None:
    expected = after(zygote, tmp_path, what, silent=False)
    assert expected
    assert after(zygote, tmp_path, what, silent=True) == expected


#: Cells that all notebooks have, and what they may leave for a later one to show.
GIVEN = [
    "def f(a):\n    '''Half.'''\n    return [each / a for each in [0]]\n\n\nf(2)",
    "print('on the way')\nf(0)",
    "%cd -q /\n%pwd",
    "y = f(0)\nz = 3",
]


@pytest.fixture
def judge() -> Iterator[Zygote]:
    made = Program("judge")
    made.wait_until_ready()
    yield made
    made.close()


def test_what_is_compiled_ahead_shows_the_same(judge: Zygote, tmp_path: Path) -> None:
    together = [GIVEN, *map(list, CELLS.values())]

    def shown() -> list[list[list[dict]]]:
        found = []
        for sources in together:
            fork = judge.fork(str(tmp_path))
            try:
                messages = [{"op": "run", "source": source, "names": [], "caps": {}} for source in sources]
                found.append([fork.ask({**m, "count": 5 + 2 * k}, 20)["outputs"] for k, m in enumerate(messages)])
            finally:
                fork.end()
        return found

    before = shown()
    assert "Cell In[7], line 2" in str(before[0][1])
    judge.tell_of_cells([source for sources in together for source in sources])
    judge.wait_for_cells()
    for sources, one, other in zip(together, before, shown(), strict=True):
        assert one == other, sources


def filenames(code: CodeType) -> set[str]:
    inner = [filenames(each) for each in code.co_consts if isinstance(each, CodeType)]
    return {code.co_filename}.union(*inner)


def test_code_has_the_name_of_the_cell_that_it_runs_in() -> None:
    cell = "def f():\n    return lambda: [x for x in ()]\n\nf()\n"
    compiler = Compiler()
    for silent in (True, False):
        compiler.expect(cell, silent)
        assert compiler.is_ready(cell, silent)
        for name in ("<one>", "<two>"):
            parts = compiler.parts(cell, name, silent)
            assert [filenames(part) for part in parts] == [{name}] * (1 if silent else 2)


def test_what_a_cell_imports_from_the_future_is_its_own() -> None:
    compiler, cell = Compiler(), "from __future__ import annotations\n"
    flags = compiler.flags
    for silent in (True, False):
        compiler.expect(cell, silent)
        assert compiler.flags == flags
    assert not compiler.is_ready(cell, True)
    compiler.parts(cell, "<one>", True)
    assert compiler.flags != flags


@pytest.mark.parametrize("silent", [True, False])
@pytest.mark.parametrize("cell", ["a = = 1\n", "return 3\n", "\0"])
def test_what_can_not_be_compiled_is_not_kept(cell: str, silent: bool) -> None:
    compiler = Compiler()
    compiler.expect(cell, silent)
    assert not compiler.is_ready(cell, silent)
    with pytest.raises((SyntaxError, ValueError)):
        compiler.parts(cell, "<one>", silent)
