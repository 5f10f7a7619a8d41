"""What the page needs from the gradebook, as plain data: tests make it without a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Grade:
    """The points of one graded cell.

    `auto` is the check's, `manual` a person's, None where there are none yet; `waiting` says that a person is to look.
    """

    score: float
    points: float
    auto: float | None = None
    manual: float | None = None
    extra: float = 0.0
    waiting: bool = False


@dataclass(frozen=True)
class Grades:
    """One submitted notebook in the gradebook.

    Cells are known by their grade ids. The ids come from the gradebook and not from the notebook, so that a cell which
    a student deleted is missed.
    """

    student: str
    assignment: str
    notebook: str
    name: str = ""
    score: float = 0.0
    points: float = 0.0
    late_penalty: float = 0.0
    handed_in: datetime | None = None
    seconds_late: float = 0.0
    cells: Mapping[str, Grade] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    #: Cells for the student's work, those that came back as they were handed out, and those that a person grades.
    answers: frozenset[str] = frozenset()
    untouched: frozenset[str] = frozenset()
    by_hand: frozenset[str] = frozenset()
    #: The text of locked Markdown cells, as it was released, and the ids of all locked cells.
    texts: Mapping[str, str] = field(default_factory=dict)
    locked: frozenset[str] = frozenset()
