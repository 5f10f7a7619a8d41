"""Reading the gradebook: nbgrader's own GetGrades, but for cells that are missing from the notebook too."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook, SubmittedNotebook
from nbgrader.preprocessors import NbGraderPreprocessor

from nablabook.feedback.grades import Grade, Grades

#: Where the grades stand in the exporter's resources.
KEY = "nablabook_grades"
#: What nbgrader's autograde notes on an answer that came back as it was handed out.
UNTOUCHED = "No response."


class ReadGrades(NbGraderPreprocessor):
    """Put a submission's grades and comments into the resources; the notebook stays as it is."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            found = gradebook.find_submission_notebook(names["notebook"], names["assignment"], names["student"])
            resources[KEY] = read(found)
        return nb, resources


def read(submitted: SubmittedNotebook) -> Grades:
    """The grades of one submitted notebook."""
    submission, released = submitted.assignment, submitted.notebook
    student = submission.student
    answers = frozenset(cell.name for cell in released.solution_cells)
    graded = frozenset(cell.name for cell in released.grade_cells)
    comments = {comment.name: comment for comment in submitted.comments}
    return Grades(
        student=student.id,
        assignment=submission.name,
        notebook=submitted.name,
        name=" ".join(part for part in (student.first_name, student.last_name) if part),
        score=submitted.score,
        points=submitted.max_score,
        late_penalty=submitted.late_submission_penalty or 0.0,
        handed_in=submission.timestamp,
        seconds_late=submission.total_seconds_late,
        cells={grade.name: _grade(grade) for grade in submitted.grades},
        comments={name: comment.manual_comment for name, comment in comments.items() if comment.manual_comment},
        answers=answers,
        untouched=frozenset(name for name, comment in comments.items() if comment.auto_comment == UNTOUCHED),
        by_hand=(answers & graded) | {cell.name for cell in released.task_cells},
        texts={c.name: c.source for c in released.source_cells if c.locked and c.cell_type == "markdown"},
        locked=frozenset(cell.name for cell in released.source_cells if cell.locked),
    )


def _grade(grade: Any) -> Grade:
    return Grade(
        score=grade.score,
        points=grade.max_score,
        auto=grade.auto_score,
        manual=grade.manual_score,
        extra=grade.extra_credit or 0.0,
        waiting=grade.needs_manual_grade,
    )
