"""The ledger gives what nbgrader's gradebook gives, and looks nothing up by going through all that was ever graded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy import event

from nablabook.autograde.gradebooks import Ledger

#: Tables with a row, or several, for each submission.
OF_SUBMISSIONS = {"grade", "comment", "submitted_notebook", "submitted_assignment", "student"}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A gradebook with two assignments of two notebooks; all students have handed in the first."""
    found = f"sqlite:///{tmp_path_factory.mktemp('course') / 'gradebook.db'}"
    with Gradebook(found, "course") as book:
        for assignment in ("ps1", "ps2"):
            book.add_assignment(assignment)
            for notebook in ("p1", "p2"):
                book.add_notebook(notebook, assignment)
                for number in range(3):
                    book.add_grade_cell(f"test{number}", notebook, assignment, max_score=number, cell_type="code")
                    book.add_solution_cell(f"answer{number}", notebook, assignment)
                book.add_task_cell("task", notebook, assignment, max_score=2, cell_type="markdown")
        for student in ("ann", "bob", "dan", "eve"):
            book.add_student(student)
            book.add_submission("ps1", student)
    return found


@contextmanager
def plans(ledger: Ledger) -> Iterator[list[str]]:
    """SQLite's plans for what is asked meanwhile."""
    found: list[str] = []
    asked: list[tuple] = []

    def note(connection: object, cursor: object, statement: str, parameters: object, *_: object) -> None:
        asked.append((statement, parameters))

    engine = ledger.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)
    with engine.connect() as connection:
        for statement, parameters in asked:
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            found += [row[-1] for row in rows]


@pytest.mark.parametrize("student", ["ann", "eve"])
def test_a_row_is_the_one_that_nbgrader_finds(url: str, student: str) -> None:
    names = {
        "find_grade": ["test0", "test1", "test2", "task"],
        "find_comment": ["answer0", "answer1", "answer2", "task"],
    }
    with closing(Ledger(url, "course")) as ledger, Gradebook(url, "course") as stock:
        ledger.add_submission("ps2", student)
        ledger.keep()
        found = []
        for find, cells in names.items():
            for assignment in ("ps1", "ps2"):
                for notebook in ("p1", "p2"):
                    for cell in cells:
                        place = (cell, notebook, assignment, student)
                        found.append(getattr(ledger, find)(*place).id)
                        assert found[-1] == getattr(stock, find)(*place).id, place
        assert len(set(found)) == len(found) == 32


@pytest.mark.parametrize(
    ("place", "named"),
    [
        (("test0", "p1", "ps2", "dan"), "ps2/p1 for dan"),
        (("test0", "p1", "ps1", "nobody"), "ps1/p1 for nobody"),
        (("answer0", "p1", "ps1", "dan"), "ps1/p1/answer0 for dan"),
    ],
    ids=["not handed in", "no such student", "not graded"],
)
def test_what_isn_t_there_is_named(url: str, place: tuple[str, str, str, str], named: str) -> None:
    with closing(Ledger(url, "course")) as ledger, pytest.raises(MissingEntry, match=named):
        ledger.find_grade(*place)


def test_nothing_is_looked_up_by_going_through_all_that_was_graded(url: str) -> None:
    """A gradebook of a term has a hundred thousand rows: to go through them takes as long as to grade a submission."""
    with closing(Ledger(url, "course")) as ledger:
        with plans(ledger) as found:
            ledger.find_grade("test0", "p1", "ps1", "bob")
            ledger.find_comment("answer0", "p1", "ps1", "bob")
            ledger.add_submission("ps2", "bob")
            ledger.find_grade("test0", "p2", "ps2", "bob")
            ledger.keep()
        gone_through = {line.split()[1] for line in found if line.startswith("SCAN")}
        looked_up = {line.split()[1] for line in found if line.startswith("SEARCH")}
    assert OF_SUBMISSIONS <= looked_up, found
    assert not gone_through & OF_SUBMISSIONS, found
