"""Gradebooks that nbgrader's own steps work with: one that only knows the assignment, and one that stays open.

nbgrader opens the gradebook anew for every step and asks it once a cell; here each step gets what was opened before.
So it is with the schema of the metadata, which nbgrader checks anew for every cell that it checks by it.
"""

from __future__ import annotations

import importlib
import json
import marshal
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from types import SimpleNamespace, TracebackType
from typing import Any

from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    MissingEntry,
    Notebook,
    SolutionCell,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from nbgrader.utils import parse_utc
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

#: Where nbgrader's steps of grading take their `Gradebook` from.
BORROWERS = (
    "nbgrader.converters.autograde",
    "nbgrader.preprocessors.overwritekernelspec",
    "nbgrader.preprocessors.overwritecells",
    "nbgrader.preprocessors.saveautogrades",
    "nbgrader.preprocessors.latesubmissions",
)
SCHEMAS = "nbgrader.nbgraderformat.common"


@contextmanager
def lent(gradebook: Any) -> Iterator[None]:
    """Within it, a step of nbgrader's that opens the gradebook gets this one."""
    with ExitStack() as stack:
        for name in BORROWERS:
            stack.enter_context(_instead(name, "Gradebook", lambda *_, **__: gradebook))
        stack.enter_context(_instead(SCHEMAS, "jsonschema", SimpleNamespace(validate=_validate)))
        yield


@contextmanager
def _instead(module: str, name: str, lent: Any) -> Iterator[None]:
    borrower = importlib.import_module(module)
    own = getattr(borrower, name)
    setattr(borrower, name, lent)
    try:
        yield
    finally:
        setattr(borrower, name, own)


def _validate(instance: Any, schema: dict) -> None:
    """jsonschema.validate() with a schema that was checked once, and once for what is the same in all submissions."""
    # Not sorted: what has another order is read again, which costs only time.
    _validate_text(json.dumps(instance), marshal.dumps(schema))


@lru_cache(5000)
def _validate_text(instance: str, schema: bytes) -> None:
    """Raises what is wrong; that isn't remembered."""
    error = best_match(_validator(schema).iter_errors(json.loads(instance)))
    if error is not None:
        raise error


@cache
def _validator(schema: bytes) -> Any:
    read = marshal.loads(schema)
    kind = validator_for(read)
    kind.check_schema(read)
    return kind(read)


@dataclass(frozen=True)
class KnownNotebook:
    """What the gradebook knows of one notebook of an assignment: its cells have the fields of nbgrader's own."""

    kernelspec: str | None
    source_cells: list[SimpleNamespace]
    grade_cells: list[SimpleNamespace]
    solution_cells: list[SimpleNamespace]
    task_cells: list[SimpleNamespace]

    @classmethod
    def of(cls, notebook: Notebook) -> KnownNotebook:
        def plain(cells: Iterable[Any], *fields: str) -> list[SimpleNamespace]:
            return [SimpleNamespace(**{field: getattr(cell, field) for field in fields}) for cell in cells]

        return cls(
            notebook.kernelspec,
            plain(notebook.source_cells, "name", "cell_type", "source", "checksum", "locked"),
            plain(notebook.grade_cells, "name", "max_score"),
            plain(notebook.solution_cells, "name"),
            plain(notebook.task_cells, "name", "max_score"),
        )

    def locked_cells(self) -> list[SimpleNamespace]:
        """Those that are run."""
        return [cell for cell in self.source_cells if cell.locked and cell.cell_type == "code"]


class Known:
    """The assignment as the gradebook knows it, as plain data: what sanitising asks for, in any process."""

    def __init__(self, assignment: str, notebooks: dict[str, KnownNotebook]) -> None:
        self.assignment, self.notebooks = assignment, notebooks
        self._sources = {name: {c.name: c for c in known.source_cells} for name, known in notebooks.items()}
        self._graded = {
            name: {c.name: c for c in (*known.grade_cells, *known.task_cells)} for name, known in notebooks.items()
        }

    @classmethod
    def read(cls, gradebook: Gradebook, assignment: str) -> Known:
        """Raises nbgrader's `MissingEntry` for an assignment that the gradebook doesn't have."""
        notebooks = gradebook.find_assignment(assignment).notebooks
        return cls(assignment, {notebook.name: KnownNotebook.of(notebook) for notebook in notebooks})

    def locked_cells(self) -> list[str]:
        """The locked cells that are run, tests among them."""
        return [cell.source for notebook in self.notebooks.values() for cell in notebook.locked_cells()]

    def given_cells(self) -> list[str]:
        """Those without the tests: what a student's process may know."""
        found = []
        for notebook in self.notebooks.values():
            tests = {cell.name for cell in notebook.grade_cells}
            found += [cell.source for cell in notebook.locked_cells() if cell.name not in tests]
        return found

    def __enter__(self) -> Known:
        return self

    def __exit__(self, *_: object) -> None:
        """There is nothing to close."""

    def find_notebook(self, name: str, assignment: str) -> KnownNotebook:
        return self._found(self.notebooks, name, assignment)

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> SimpleNamespace:
        return self._found(self._sources.get(notebook, {}), name, assignment)

    def find_graded_cell(self, name: str, notebook: str, assignment: str) -> SimpleNamespace:
        return self._found(self._graded.get(notebook, {}), name, assignment)

    def _found(self, entries: dict[str, Any], name: str, assignment: str) -> Any:
        if assignment != self.assignment or name not in entries:
            raise MissingEntry(f"No such entry: {assignment}/{name}")
        return entries[name]


def _cells(kind: type, notebooks: list[str]) -> Any:
    """Asks for all cells of a kind: their numbers and their notebooks'."""
    return select(kind.id, kind.notebook_id).where(kind.notebook_id.in_(notebooks))  # type: ignore[attr-defined]


class Ledger(Gradebook):
    """nbgrader's gradebook, open for a whole run: one commit a submission, and its rows read at once.

    What a step of nbgrader's commits is sent, and kept back until `keep` or `drop`.
    """

    def __init__(self, db_url: str, course_id: str) -> None:
        self._rows: dict[tuple, dict[str, Any]] = {}
        super().__init__(db_url, course_id)
        self._session: Session = self.db()
        self._commit = self._session.commit
        self._session.commit = self._keep_back  # type: ignore[method-assign]

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """A step is done: what it has changed is seen by the next, scores that are sums of others too."""
        self._rows.clear()
        if kind is None:
            self._session.flush()
            self._session.expire_all()

    def keep(self) -> None:
        """Commit all since the last time."""
        self._rows.clear()
        self._commit()

    def drop(self) -> None:
        """Undo all since the last time."""
        self._rows.clear()
        self._session.rollback()

    def close(self) -> None:
        self._rows.clear()
        super().close()

    def add_submission(self, assignment: str, student: str, **kwargs: Any) -> SubmittedAssignment:
        """As nbgrader does it, but the rows of the cells are sent as they are: an object of each takes longer."""
        if "timestamp" in kwargs:
            kwargs["timestamp"] = parse_utc(kwargs["timestamp"])
        session, known = self._session, self.find_assignment(assignment)
        # What is half made must not be sent while rows are looked at.
        with session.no_autoflush:
            submission = SubmittedAssignment(assignment=known, student=self.find_student(student), **kwargs)
            notebooks = [SubmittedNotebook(notebook=each, assignment=submission) for each in known.notebooks]
        session.add(submission)
        session.flush()
        of = {notebook.notebook_id: notebook.id for notebook in notebooks}
        for row, kinds in ((Grade, (GradeCell, TaskCell)), (Comment, (SolutionCell, TaskCell))):
            cells = [cell for kind in kinds for cell in session.execute(_cells(kind, list(of)))]
            if cells:
                session.execute(insert(row), [{"cell_id": id, "notebook_id": of[notebook]} for id, notebook in cells])
        return submission

    def find_grade(self, grade_cell: str, notebook: str, assignment: str, student: str) -> Grade:
        return self._row(Grade, grade_cell, notebook, assignment, student)

    def find_comment(self, solution_cell: str, notebook: str, assignment: str, student: str) -> Comment:
        return self._row(Comment, solution_cell, notebook, assignment, student)

    def _keep_back(self) -> None:
        """In the place of a commit."""

    def _row(self, kind: type, cell: str, notebook: str, assignment: str, student: str) -> Any:
        key = (kind, notebook, assignment, student)
        if key not in self._rows:
            self._rows[key] = dict(self._all_rows(*key))
        if cell not in self._rows[key]:
            raise MissingEntry(f"No such {kind.__name__.lower()}: {assignment}/{notebook}/{cell} for {student}")
        return self._rows[key][cell]

    def _all_rows(self, kind: type, notebook: str, assignment: str, student: str) -> Iterable[Any]:
        """The names of the cells of a notebook that was handed in, each with its grade or comment.

        They are asked for by cell and notebook: nbgrader's tables have an index of these two together and of nothing
        else, and to look through the whole table takes the longer, the more was graded before.
        """
        handed_in = self.find_submission_notebook(notebook, assignment, student)
        in_it = select(BaseCell.id, BaseCell.name).where(BaseCell.notebook_id == handed_in.notebook_id)
        names = dict(self._session.execute(in_it).all())
        rows = select(kind).where(kind.cell_id.in_(names), kind.notebook_id == handed_in.id)  # type: ignore[attr-defined]
        return ((names[row.cell_id], row) for row in self._session.execute(rows).scalars())
