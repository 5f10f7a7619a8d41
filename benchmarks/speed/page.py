"""The page that figures are written to, each table between two marks of its own."""

from __future__ import annotations

import platform
import re
import statistics
from collections.abc import Sequence

import nbformat

from benchmarks.speed.classes import ROOT
from nablabook.autograde.command import processors

PAGE = ROOT / "docs" / "performance.md"


def put(table: str, text: str) -> None:
    """Put a text in the place of what stands between the marks of a table."""
    between = re.compile(rf"(<!-- begin {table} -->\n).*?(<!-- end {table} -->)", re.DOTALL)
    page, count = between.subn(lambda found: f"{found[1]}\n{text}\n{found[2]}", PAGE.read_text(encoding="utf-8"))
    if count != 1:
        raise SystemExit(f"{PAGE} has no place for {table}, or several")
    PAGE.write_text(page, encoding="utf-8")


def about(name: str) -> str:
    """What was graded, and where."""
    notebook = nbformat.read(ROOT / "source" / name / f"{name}.ipynb", as_version=4)
    code = sum(cell.cell_type == "code" for cell in notebook.cells)
    what = f"Notebook {name}: {len(notebook.cells)} cells, {code} of them code."
    return f"{what} {processors()} processors, Python {platform.python_version()}."


def spread(values: Sequence[float], digits: int) -> str:
    """The median of the rounds, and the least and the most."""
    median, least, most = statistics.median(values), min(values), max(values)
    return f"{median:.{digits}f} ({least:.{digits}f} to {most:.{digits}f})"
