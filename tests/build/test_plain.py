"""A cell that is plain Python is run as IPython would run it, without asking IPython."""

from __future__ import annotations

import ast
import warnings
from pathlib import Path

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from IPython.core.inputtransformer2 import TransformerManager

from nablabook.build.plain import is_plain

ROOT = Path(__file__).resolve().parents[2]
COURSE = sorted((ROOT / "course").glob("*/*/*.py"))
by_ipython = TransformerManager()

ODD = [
    'a = """\n>>> b\n"""',
    'a = """\n   \nb"""',
    'a = """\n...\n"""',
    "x = 1\n...\n",
    "\n\nx = 1",
    "  x = 1",
    "[1,\n[2]]",
    "a = (1,\n [2])",
    'a = """\nIn [1]: b"""',
    "x = 1 # why?",
    "x = 5 %2",
    "a = '''\n%time x\n!ls\nb?\n'''",
    "print('é\u2028')\x0c\ny = 1",
    "x = '''\r\n   \r\n'''",
    "a = '\\d'",
    "",
    "#",
]
NOT = ["%time x", "!ls", "x?", "y = !ls", "y = %pwd", "%%bash\nls", "x = = 1", "\x00", "  x\n y", "?x", "a = 1\n/f 1"]


def same(cell: str) -> bool:
    with warnings.catch_warnings(action="ignore"):
        return by_ipython.transform_cell(cell) == (cell if cell.endswith("\n") else f"{cell}\n")


@pytest.mark.parametrize("cell", ODD + NOT)
def test_what_ipython_changes_is_not_plain(cell: str) -> None:
    assert same(cell) or not is_plain(cell)


@pytest.mark.parametrize("cell", NOT)
def test_what_is_no_python_is_not_plain(cell: str) -> None:
    assert not is_plain(cell)


def test_nearly_all_cells_of_the_course_are_plain_and_the_same() -> None:
    cells = [
        cell.source
        for path in sorted(ROOT.glob("source/*/*.ipynb"))
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "code"
    ]
    plain = [cell for cell in cells if is_plain(cell)]
    assert len(plain) > 0.9 * len(cells)
    assert all(same(cell) for cell in plain)


@pytest.mark.parametrize("path", COURSE, ids=lambda path: "/".join(path.parts[-3:]))
def test_every_function_of_every_variant(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for node in ast.parse(text).body:
        cell = ast.get_source_segment(text, node) or ""
        assert same(cell) or not is_plain(cell)


PIECES = """x = 1|    |if x:|\"\"\"|'''|>>> |... |...|In [1]: |%|!|?|#|[|]|\t|,|\\|(|)|y| |\r\n|\x0c|/|;|é|\n"""
pieces = st.sampled_from(PIECES.split("|"))


@settings(deadline=None, max_examples=400)
@given(st.lists(pieces, max_size=14).map("".join))
def test_any_text(cell: str) -> None:
    assert not is_plain(cell) or same(cell)
