"""What is graded: the cells of the source notebook, with the student's answers in their places.

Which cells there are, their order, their points and their tests come from source/ alone. Of a submission only the
answers count, and the cells that the student has added; what else was changed in it is put right, and told.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell

from nablabook.build import names
from nablabook.build.metadata import BUILT

#: A cell of the student's own is longer only by accident, or to do harm.
LONGEST = 200_000


@dataclass
class Plan:
    """The notebook to run, and what had to be put right in the submission."""

    notebook: NotebookNode
    repaired: list[str] = field(default_factory=list)


def is_ours(notebook: NotebookNode) -> bool:
    """Whether `nablabook build` made the notebook."""
    return BUILT in notebook.metadata


def repair(source: NotebookNode, submitted: NotebookNode) -> Plan:
    """The source notebook with the submission's answers and added cells in it."""
    known = {grade_id(cell): cell for cell in source.cells if grade_id(cell)}
    # Cells of notes, which nbgrader knows nothing of, go by their own ids.
    notes = {cell.get("id") for cell in source.cells if not grade_id(cell)}
    answers: dict[str, NotebookNode] = {}
    added: dict[str, list[NotebookNode]] = {}
    repaired: list[str] = []
    after = ""
    order: list[str] = []
    for cell in _cells(submitted):
        own = cell.get("id", "")
        note = own if own in notes else ""
        name = grade_id(cell) or note
        if name in known or (name and name == note):
            if name in order:
                repaired.append(f"a second cell {name} was left out")
                continue
            order.append(name)
            after = name
            answers[name] = cell
        else:
            if grade_id(cell):
                repaired.append(f"a cell with the unknown name {grade_id(cell)[:40]!r} counts as an added one")
            added.setdefault(after, []).append(cell)
    wanted = [name for name in known if name in order]
    if [name for name in order if name in known] != wanted:
        repaired.append("the order of the cells was put right")
    number = itertools.count(1)
    cells = [_own(cell, number) for cell in added.get("", [])]
    for cell in source.cells:
        name = grade_id(cell) or cell.get("id", "")
        cells.append(_restored(cell, answers.get(name), repaired))
        cells += [_own(own, number) for own in added.get(name, [])]
    plain = {"cells": cells, "metadata": from_dict(source.metadata), "nbformat": 4, "nbformat_minor": 5}
    return Plan(NotebookNode(plain), repaired)


def grade_id(cell: Any) -> str:
    """A cell's grade id, "" where it has none or its metadata is none."""
    metadata = cell.get("metadata") if isinstance(cell, dict) else None
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    found = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return found if isinstance(found, str) else ""


def _cells(notebook: NotebookNode) -> Iterator[dict]:
    cells = notebook.get("cells")
    return (cell for cell in cells if isinstance(cell, dict)) if isinstance(cells, list) else iter(())


def _text(cell: dict) -> str:
    text = cell.get("source", "")
    if isinstance(text, list):
        text = "".join(line for line in text if isinstance(line, str))
    # Halves of characters, which JSON can hold and no file.
    return text[:LONGEST].encode("utf-8", "replace").decode() if isinstance(text, str) else ""


def _restored(cell: NotebookNode, handed_in: dict | None, repaired: list[str]) -> NotebookNode:
    """A cell of the source; where the student writes, with the student's text."""
    name = grade_id(cell)
    restored = from_dict(cell)
    if cell.cell_type == "code":
        restored.outputs, restored.execution_count = [], None
    mine = not name or cell.metadata.nbgrader.solution
    if handed_in is None:
        if mine and name:
            restored.source = names.blank(cell.source) if cell.cell_type == "code" else "YOUR ANSWER HERE"
        repaired.append(f"the cell {name or cell.get('id', '')} was missing")
    elif mine:
        restored.source = _text(handed_in)
        if handed_in.get("cell_type") != cell.cell_type:
            repaired.append(f"the cell {name} had another type")
    elif handed_in.get("cell_type") != cell.cell_type:
        repaired.append(f"the locked cell {name} had another type")
    return restored


def _own(cell: dict, number: Iterator[int]) -> NotebookNode:
    """A cell that the student has added, as plain as it can be, with an id that no other cell has."""
    make = new_code_cell if cell.get("cell_type") == "code" else new_markdown_cell
    return make(_text(cell), id=f"added-{next(number)}")


def needed_names(notebook: NotebookNode) -> dict[str, list[str]]:
    """For each locked code cell, by grade id, the student's names that it needs: its own, and its helpers' in turn."""
    answers = {n for cell in notebook.cells for n in cell.metadata.get(BUILT, {}).get("answers", [])}
    helpers: dict[str, set[str]] = {}
    found: dict[str, list[str]] = {}
    for cell in notebook.cells:
        if cell.cell_type != "code" or not grade_id(cell) or cell.metadata.nbgrader.solution:
            continue
        wanted, seen = set(names.needed(cell.source)), set()
        while wanted - seen:
            name = (wanted - seen).pop()
            seen.add(name)
            wanted |= helpers.get(name, set())
        for name in names.bound(cell.source):
            helpers[name] = wanted
        found[grade_id(cell)] = sorted(wanted & answers)
    return found
