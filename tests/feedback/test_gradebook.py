"""What is read from nbgrader's gradebook, for cells that are in the notebook and for those that are not."""

from __future__ import annotations

from datetime import datetime

import pytest
from nbformat.v4 import new_notebook
from nbgrader.api import Gradebook

from nablabook.feedback import ReadGrades
from nablabook.feedback.gradebook import KEY, UNTOUCHED
from nablabook.feedback.grades import Grade, Grades

NAME = "01_course"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A gradebook with one submission: a check that a person regraded, a text that waits, a task."""
    address = f"sqlite:///{tmp_path_factory.mktemp('course') / 'gradebook.db'}"
    with Gradebook(address) as book:
        book.add_assignment(NAME, duedate=datetime(2026, 11, 20, 12))
        book.add_notebook(NAME, NAME)
        for name, kind, source in (("10_f-text", "markdown", "## F"), ("10_f-answer", "code", "f = 1")):
            locked = kind == "markdown"
            book.add_source_cell(name, NAME, NAME, cell_type=kind, source=source, locked=locked)
        book.add_solution_cell("10_f-answer", NAME, NAME)
        book.add_grade_cell("10_f-check", NAME, NAME, max_score=4, cell_type="code")
        book.add_solution_cell("20_g-essay", NAME, NAME)
        book.add_grade_cell("20_g-essay", NAME, NAME, max_score=2, cell_type="markdown")
        book.add_task_cell("30_h", NAME, NAME, max_score=1, cell_type="markdown")
        book.add_student("ada", first_name="Ada", last_name="Lovelace")
        submission = book.add_submission(NAME, "ada", timestamp=datetime(2026, 11, 20, 14, 3))
        (notebook,) = submission.notebooks
        notebook.late_submission_penalty = 0.5
        grades = {grade.name: grade for grade in notebook.grades}
        check, essay = grades["10_f-check"], grades["20_g-essay"]
        check.auto_score, check.manual_score, check.extra_credit, check.needs_manual_grade = 0.0, 3.0, 0.5, False
        essay.auto_score, essay.needs_manual_grade = None, True
        comments = {comment.name: comment for comment in notebook.comments}
        comments["10_f-answer"].manual_comment = "Nearly."
        comments["20_g-essay"].auto_comment = UNTOUCHED
        book.db.commit()
    return address


@pytest.fixture(scope="module")
def grades(address: str) -> Grades:
    resources = {"nbgrader": {"notebook": NAME, "assignment": NAME, "student": "ada", "db_url": address}}
    notebook = new_notebook()
    same, resources = ReadGrades()(notebook, resources)
    assert same == notebook
    return resources[KEY]


def test_it_is_switched_on() -> None:
    assert ReadGrades().enabled


def test_the_submission(grades: Grades) -> None:
    assert (grades.student, grades.name, grades.assignment) == ("ada", "Ada Lovelace", NAME)
    assert (grades.score, grades.points, grades.late_penalty) == (3.5, 7.0, 0.5)
    assert (grades.handed_in, grades.seconds_late) == (datetime(2026, 11, 20, 14, 3), 7380.0)


def test_each_grade(grades: Grades) -> None:
    assert grades.cells["10_f-check"] == Grade(3.5, 4.0, auto=0.0, manual=3.0, extra=0.5)
    assert grades.cells["20_g-essay"] == Grade(0.0, 2.0, waiting=True)
    assert set(grades.cells) == {"10_f-check", "20_g-essay", "30_h"}


def test_what_kind_of_cell_each_is(grades: Grades) -> None:
    assert grades.answers == {"10_f-answer", "20_g-essay"}
    assert grades.by_hand == {"20_g-essay", "30_h"}
    assert grades.untouched == {"20_g-essay"}
    assert grades.texts == {"10_f-text": "## F"}
    assert grades.locked == {"10_f-text"}


def test_comments_are_those_of_people(grades: Grades) -> None:
    assert grades.comments == {"10_f-answer": "Nearly."}
