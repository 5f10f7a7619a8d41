"""A notebook's cells put in order: exercises, each with its text, the student's cells, and the checks that grade them.

A notebook of ours says by its grade ids which room a cell belongs to. In one that was made otherwise, a heading begins
an exercise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nbformat import NotebookNode

from nablabook.feedback.grades import Grades
from nablabook.feedback.prose import heading

ROLE = re.compile(r"(?P<room>\d+_.+)-(?P<role>text|given|answer|check|essay)(?:-(?P<count>\d+))?")
DIGITS = re.compile(r"(\d+)")


@dataclass
class Part:
    """One graded cell with what leads up to it: the text that asks, and the student's cells.

    `graded` is None where the notebook lost it.
    """

    grade_id: str = ""
    graded: NotebookNode | None = None
    texts: list[str] = field(default_factory=list)
    works: list[NotebookNode] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Nothing of it is graded, and nothing of it is a place for an answer."""
        return not self.grade_id and not any(grade_id(cell) for cell in self.works)


@dataclass
class Exercise:
    """A room, or what stands under one heading."""

    key: str
    title: str = ""
    parts: list[Part] = field(default_factory=list)
    #: Answer cells that the gradebook knows and the notebook lost.
    lost: set[str] = field(default_factory=set)


def grade_id(cell: NotebookNode) -> str:
    """The cell's grade id, or "" where it has none: a cell that a student added."""
    return str(_about(cell).get("grade_id", "") or "")


def has(cell: NotebookNode, role: str) -> bool:
    """Whether nbgrader's metadata give the cell this role: grade, solution or task."""
    return bool(_about(cell).get(role))


def title(notebook: NotebookNode, grades: Grades) -> str:
    """The first heading of the first level, in the notebook or as it was released; or ""."""
    here = [cell.source for cell in notebook.cells if _is_text(cell)]
    released = [grades.texts[name] for name in sorted(grades.texts, key=natural)]
    return next((found[1] for found in map(heading, [*here, *released]) if found and found[0] == 1), "")


def exercises(notebook: NotebookNode, grades: Grades) -> list[Exercise]:
    """The exercises of a notebook that have something of the student's, or points, in order."""
    known = [*grades.cells, *grades.answers]
    ours = any(ROLE.fullmatch(name) for name in [*known, *map(grade_id, notebook.cells)])
    found = _rooms(notebook, grades) if ours else _headings(notebook, grades)
    return [one for one in found if one.parts]


def natural(name: str) -> list[tuple[int, str]]:
    """A key that sorts check before check-2 before check-10."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in DIGITS.split(name)]


def _about(cell: NotebookNode) -> dict:
    about = cell.metadata.get("nbgrader", {})
    return about if isinstance(about, dict) else {}


def _is_graded_or_mine(cell: NotebookNode) -> bool:
    return any(has(cell, role) for role in ("solution", "grade", "task"))


def _is_text(cell: NotebookNode) -> bool:
    return cell.cell_type == "markdown" and not _is_graded_or_mine(cell)


def _rooms(notebook: NotebookNode, grades: Grades) -> list[Exercise]:
    rooms: dict[str, Exercise] = {}
    current = ""
    for cell in notebook.cells:
        name = grade_id(cell)
        role = ROLE.fullmatch(name)
        current = role["room"] if role else current
        room = rooms.setdefault(current, Exercise(current))
        if _is_graded_or_mine(cell) or (not name and cell.cell_type == "code" and cell.source.strip()):
            _place(room, cell)
        elif name and cell.cell_type == "markdown":
            _ask(room, grades.texts.get(name, cell.source))
    _add_lost(rooms, notebook, grades)
    found = sorted(rooms.values(), key=lambda room: natural(room.key))
    for room in found:
        asked = [text for part in room.parts for text in part.texts]
        room.title = next((h[1] for h in map(heading, asked) if h), "") or _title_of_room(room.key, grades)
        _close(room)
    return found


def _open_part(exercise: Exercise) -> Part:
    """The part that still waits for its graded cell, or a new one."""
    if not exercise.parts or exercise.parts[-1].grade_id:
        exercise.parts.append(Part())
    return exercise.parts[-1]


def _ask(exercise: Exercise, text: str) -> None:
    """A text asks for what comes after it; one between an answer and its check only explains."""
    part = _open_part(exercise)
    if not part.works:
        part.texts.append(text)


def _place(exercise: Exercise, cell: NotebookNode) -> None:
    """Put a cell that is graded, or the student's, where it belongs: a graded cell ends its part."""
    part, name = _open_part(exercise), grade_id(cell)
    if has(cell, "solution") or has(cell, "task") or not name:
        part.works.append(cell)
    if name and (has(cell, "grade") or has(cell, "task")):
        part.grade_id, part.graded = name, cell


def _add_lost(rooms: dict[str, Exercise], notebook: NotebookNode, grades: Grades) -> None:
    """What the gradebook knows of and the notebook lost, put back as empty places."""
    there = {grade_id(cell) for cell in notebook.cells}
    for name in sorted({*grades.cells, *grades.answers} - there, key=natural):
        role = ROLE.fullmatch(name)
        room = rooms.setdefault(role["room"] if role else "", Exercise(role["room"] if role else ""))
        if name in grades.cells:
            _lose(room, name)
        else:
            room.lost.add(name)


def _lose(exercise: Exercise, name: str) -> None:
    """A place for a graded cell that is gone; the student's cells that no other graded cell took belong to it."""
    _open_part(exercise).grade_id = name


def _close(exercise: Exercise) -> None:
    """What comes after the last check is no part of its own; cells that a student added there stay with the last."""
    if exercise.parts and exercise.parts[-1].empty:
        last = exercise.parts.pop()
        if exercise.parts:
            exercise.parts[-1].works += last.works


def _title_of_room(name: str, grades: Grades) -> str:
    """The heading of a room whose text the notebook lost, as it was released; else its name."""
    texts = sorted((n for n in grades.texts if (r := ROLE.fullmatch(n)) and r["room"] == name), key=natural)
    found = next((h[1] for h in (heading(grades.texts[n]) for n in texts) if h), "")
    return found or name.partition("_")[2].replace("_", " ") or "Exercise"


def _headings(notebook: NotebookNode, grades: Grades) -> list[Exercise]:
    found = [Exercise("")]
    after_task = False
    for cell in notebook.cells:
        # Of a task only the heading: its text may hold the marking scheme.
        begins = heading(cell.source) if _is_text(cell) or has(cell, "task") else None
        if begins:
            found.append(Exercise(begins[1], begins[1]))
            after_task = False
        if _is_text(cell):
            _ask(found[-1], cell.source)
        elif _is_graded_or_mine(cell):
            _place(found[-1], cell)
            after_task = has(cell, "task")
        elif after_task and not grade_id(cell):
            # What answers a task stands in cells of the student's own below it.
            found[-1].parts[-1].works.append(cell)
    lost: dict[str, Exercise] = {"": Exercise("", "Missing from your notebook")}
    _add_lost(lost, notebook, grades)
    for one in found:
        _close(one)
    return [*found, *lost.values()]
