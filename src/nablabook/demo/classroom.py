"""Who is in the sample class, and what each of them hands in: made from the variants of the course's rooms.

Nothing is drawn at random: the same course makes the same class.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass

from nbformat import NotebookNode

from nablabook.build import names
from nablabook.build.clear import BEGIN, END
from nablabook.build.master import Assignment, Cell, Room
from nablabook.build.notebook import grade_ids
from nablabook.build.variants import read_variants


@dataclass(frozen=True)
class Student:
    """An invented student; the id names the folders."""

    id: str
    first: str
    last: str

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"


@dataclass(frozen=True)
class Place:
    """One cell that a student fills in, with the answers that are known to go there."""

    grade_id: str
    reference: str
    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    functions: frozenset[str] = frozenset()
    #: Whether a locked cell calls one of the functions too, for a plot say.
    used: bool = False


#: grade id -> what stands in that cell; a cell that is not named stays as it was handed out.
Answers = dict[str, str]


@dataclass(frozen=True)
class Submission:
    """What one student hands in. `story` is what the class's maker knows of it, and no student would say."""

    student: Student
    story: str
    answers: Answers


STUDENTS = [
    Student("ada", "Ada", "Lind"),
    Student("bilal", "Bilal", "Haddad"),
    Student("chiara", "Chiara", "Conti"),
    Student("dmitri", "Dmitri", "Volkov"),
    Student("esra", "Esra", "Yıldız"),
    Student("femi", "Femi", "Adeyemi"),
    Student("gwen", "Gwen", "Price"),
    Student("hana", "Hana", "Sato"),
    Student("ivo", "Ivo", "Novák"),
    Student("jamila", "Jamila", "Okoro"),
    Student("kofi", "Kofi", "Mensah"),
    Student("lena", "Lena", "Brandt"),
]
REFERENCE, BLANK = "all right", "blank"
#: How many students hand in a mix of right answers and mistakes.
MIXES = 7


def classroom(assignment: Assignment) -> list[Submission]:
    """The sample class: what every student hands in of `assignment`."""
    cells = places(assignment)
    mixes = [("a mix of mistakes", _mix(number)) for number in range(MIXES)]
    stories: list[tuple[str, Callable[[list[Place]], Answers]]] = [
        (REFERENCE, all_right),
        ("all right, in another way", another_way),
        *mixes,
        ("cells that can't run", crashes),
        ("an endless loop", endless_loop),
        (BLANK, lambda _: {}),
    ]
    return [
        Submission(student, story, answer(cells)) for student, (story, answer) in zip(STUDENTS, stories, strict=True)
    ]


def places(assignment: Assignment) -> list[Place]:
    """The cells that students fill in, in the order of the notebook."""
    given = [cell.source for room in assignment.rooms for cell in room.cells if cell.role == "given"]
    used = set().union(*map(names.needed, given))
    return [
        _place(room, cell, grade_id, used)
        for room in assignment.rooms
        for cell, grade_id in grade_ids(room)
        if cell.role in ("answer", "essay")
    ]


def _place(room: Room, cell: Cell, grade_id: str, used: set[str]) -> Place:
    reference = "\n".join(line for line in cell.source.splitlines() if BEGIN not in line and END not in line)
    if cell.role == "essay":
        return Place(grade_id, reference)
    known = [v for v in read_variants(room) if v.answer in names.answers_of(cell.source)]
    right = tuple(v.as_answer(reference) for v in known if not v.wrong)
    wrong = tuple(v.as_answer(reference) for v in known if v.wrong)
    functions = frozenset(names.functions(reference))
    return Place(grade_id, reference, right, wrong, functions, not used.isdisjoint(functions))


def all_right(cells: list[Place]) -> Answers:
    """The reference everywhere."""
    return {cell.grade_id: cell.reference for cell in cells}


def another_way(cells: list[Place]) -> Answers:
    """A right variant wherever there is one, not always the first."""
    return {c.grade_id: c.right[i % len(c.right)] if c.right else c.reference for i, c in enumerate(cells)}


def _mix(number: int) -> Callable[[list[Place]], Answers]:
    """Right answers and wrong ones, other wrong ones than the other mixes have as long as a room has others."""

    def mix(cells: list[Place]) -> Answers:
        answers = {}
        for i, cell in enumerate(cells):
            mistaken = [n for n in range(MIXES) if _is_mistaken(n, i)]
            if number in mistaken and cell.wrong:
                # Spread over the room's whole list: the mistakes that come late in it are the rarer ones.
                answers[cell.grade_id] = cell.wrong[mistaken.index(number) * len(cell.wrong) // len(mistaken)]
            else:
                known = (cell.reference, *cell.right)
                answers[cell.grade_id] = known[number % len(known)]
        return answers

    return mix


def _is_mistaken(number: int, place: int) -> bool:
    """Mixes of an even number err in a third of the places, the others in two thirds."""
    return (number + place) % 3 < 1 + number % 2


def crashes(cells: list[Place]) -> Answers:
    """The reference, but the first function lacks the colon after its head, and the last one's cell a package."""
    functions = [c for c in cells if c.functions]
    first, last = functions[0], functions[-1]
    no_colon = re.sub(r"(?m)^(def .*):$", r"\1", first.reference, count=1)
    return {**all_right(cells), last.grade_id: f"import numpi as np\n\n{last.reference}", first.grade_id: no_colon}


def endless_loop(cells: list[Place]) -> Answers:
    """The reference, but a function never comes back: one that only its check calls, as each call costs a timeout."""
    functions = [c for c in cells if c.functions]
    cell = next((c for c in reversed(functions) if not c.used), functions[-1])
    name = max(cell.functions)
    head = next(n for n in ast.parse(cell.reference).body if isinstance(n, ast.FunctionDef) and n.name == name)
    loop = f"def {name}({ast.unparse(head.args)}):\n    t = 0\n    while t < 3:\n        pass  # and t never grows"
    return {**all_right(cells), cell.grade_id: loop}


def fill_in(notebook: NotebookNode, answers: Answers) -> NotebookNode:
    """Write the answers into the cells of a released notebook that bear their grade ids."""
    missing = set(answers)
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if grade_id in answers:
            cell.source = answers[grade_id]
            missing.remove(grade_id)
    if missing:
        raise ValueError(f"the released notebook has no cell for {', '.join(sorted(missing))}")
    return notebook
