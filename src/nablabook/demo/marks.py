"""What one submission earned, exercise by exercise, and why not more: as its feedback page has it."""

from __future__ import annotations

from dataclasses import dataclass

from nbformat import NotebookNode
from nbgrader.api import Gradebook

from nablabook.demo.classroom import Submission
from nablabook.demo.reasons import why
from nablabook.feedback.gradebook import read
from nablabook.feedback.page import Section, page
from nablabook.feedback.rooms import exercises


@dataclass(frozen=True)
class Mark:
    """One graded cell: its exercise, its points (None: a person has to give them), the most there are, and why not."""

    exercise: str
    points: float | None
    most: float
    why: str = ""


@dataclass(frozen=True)
class Result:
    """One student's marks, in the order of the notebook."""

    submission: Submission
    marks: tuple[Mark, ...]

    @property
    def total(self) -> float:
        return sum(mark.points or 0 for mark in self.marks)

    @property
    def most_by_machine(self) -> float:
        """All points but those that wait for a person."""
        return sum(mark.most for mark in self.marks if mark.points is not None)


def read_result(
    gradebook: Gradebook, assignment: str, submission: Submission, autograded: NotebookNode, timeout: int
) -> Result:
    """The marks of one submission, from the gradebook and from the notebook that was run."""
    grades = read(gradebook.find_submission_notebook(assignment, assignment, submission.student.id))
    rooms = [exercise(found.key) for found in exercises(autograded, grades)]
    cards = page(autograded, grades, timeout).cards
    marks = [
        _mark(room, section)
        for room, card in zip(rooms, cards, strict=True)
        for section in card.sections
        if section.grade
    ]
    return Result(submission, tuple(marks))


def _mark(room: str, section: Section) -> Mark:
    grade = section.grade
    points = None if grade.waiting else grade.score
    lost = points is not None and points < grade.points
    return Mark(room, points, grade.points, why(section) if lost else "")


def exercise(room: str) -> str:
    """The name of an exercise, which is that of its room without the number for the order."""
    return room.partition("_")[2] or room
