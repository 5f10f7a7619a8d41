"""Rooms become one nbgrader notebook: roles turn into nbgrader's metadata (schema 3), names into ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from nablabook.build import names
from nablabook.build.clear import BEGIN_HIDDEN, END_HIDDEN
from nablabook.build.master import Assignment, Cell, Room
from nablabook.build.metadata import BUILT
from nablabook.build.seals import SEALED, seal_table

#: What the release shows in the place of hidden tests.
HIDDEN_LINE = "# Hidden tests run here too when the notebook is graded."
LOCKED = "# Given (locked): run it, nothing to write here."


def build_notebook(assignment: Assignment) -> nbformat.NotebookNode:
    """The source notebook of an assignment."""
    cells = [cell for room in assignment.rooms for cell in _room_cells(room)]
    metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        BUILT: {"assignment": assignment.name},
    }
    notebook = new_notebook(cells=cells, metadata=metadata)
    nbformat.validate(notebook)
    return notebook


def as_text(notebook: nbformat.NotebookNode) -> str:
    """The notebook as the bytes that are committed: the same for the same notebook, everywhere."""
    return nbformat.writes(notebook, version=nbformat.NO_CONVERT, sort_keys=True).rstrip("\n") + "\n"


def grade_ids(room: Room) -> Iterator[tuple[Cell, str]]:
    """Each cell that has one of its own with its grade id: room-role, and -2, -3 ... for the next of a role.

    Hidden tests have none: they stand in the cell of their check.
    """
    count: Counter[str] = Counter()
    for cell in room.cells:
        if cell.role != "hidden":
            count[cell.role] += 1
            suffix = "" if count[cell.role] == 1 else f"-{count[cell.role]}"
            yield cell, f"{room.name}-{cell.role}{suffix}"


def _room_cells(room: Room) -> Iterator[nbformat.NotebookNode]:
    hidden = {
        id(check): cell for check, cell in zip(room.cells, room.cells[1:], strict=False) if cell.role == "hidden"
    }
    answer: Cell | None = None
    for cell, grade_id in grade_ids(room):
        if len(grade_id) > 64:
            raise room.fail(cell.line, f"the cell id {grade_id} is longer than 64 characters: shorten the room's name")
        if cell.role == "answer":
            answer = cell
        source = cell.source
        if cell.role in ("given", "figure"):
            source = f"{LOCKED}\n{source}"
        if cell.role == "check":
            source = check_source(room, cell, hidden.get(id(cell)), answer)
        yield _cell(cell, grade_id, source)


def check_source(room: Room, check: Cell, hidden: Cell | None, answer: Cell | None) -> str:
    """The one graded cell of a check: its visible part, and its hidden tests as nbgrader marks them."""
    parts = [f"# Check ({points_text(check.points)}, locked): run it as often as you like."]
    parts.append(visible_source(room, check, answer))
    if hidden is not None:
        parts += ["", HIDDEN_LINE, BEGIN_HIDDEN, hidden.source, END_HIDDEN]
    return "\n".join(parts)


def visible_source(room: Room, check: Cell, answer: Cell | None) -> str:
    """The visible part of a check, its sealed table filled in where it asks for one."""
    if answer is None or SEALED not in names.needed(check.source):
        return check.source
    # Where the answer isn't there yet, Python shows what stands before the check: the table stands further up.
    note = "# Above are the right numbers,\n# scrambled, to keep them from you\n# until you have them."
    return f"{SEALED} = {seal_table(room, answer.source)!r}\n{note}\n{check.source}"


def points_text(points: float | None) -> str:
    """1 point, 2 points, 0.5 points."""
    return f"{points:g} point{'' if points == 1 else 's'}"


def _cell(cell: Cell, grade_id: str, source: str) -> nbformat.NotebookNode:
    if cell.role == "note":
        return new_markdown_cell(source, id=grade_id)
    graded = cell.role in ("check", "essay")
    mine = cell.role in ("answer", "essay")
    nbgrader = {
        "grade": graded,
        "grade_id": grade_id,
        "locked": not mine,
        "schema_version": 3,
        "solution": mine,
        "task": False,
    }
    if graded:
        nbgrader["points"] = cell.points
    metadata: dict = {"nbgrader": nbgrader}
    if cell.role == "figure":
        metadata["jupyter"] = {"source_hidden": True}
    if cell.role == "answer":
        metadata[BUILT] = {"answers": names.answers_of(cell.source)}
    if cell.is_code:
        return new_code_cell(source, id=grade_id, metadata=metadata)
    return new_markdown_cell(source, id=grade_id, metadata=metadata)
