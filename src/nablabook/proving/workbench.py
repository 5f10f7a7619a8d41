"""Running the cells of a notebook in this process, with another answer in the place of one of its answers.

Quick, and good enough to prove checks; grading never runs code here.
"""

from __future__ import annotations

import ast
import contextlib
import io
import linecache
import time
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from nablabook.build.clear import blank
from nablabook.build.master import Assignment, Cell, Room
from nablabook.build.names import answers_of, plain
from nablabook.build.notebook import grade_ids, visible_source
from nablabook.checks.finding import Finding, NotYet
from nablabook.checks.tables import Points

#: The roles of cells that bind names.
RUN = ("given", "figure", "answer")


@dataclass(frozen=True)
class Task:
    """One answer cell of a room, with the check and the hidden tests that belong to it."""

    assignment: Assignment
    room: Room
    answer: Cell
    check: Cell
    hidden: Cell | None

    @cached_property
    def names(self) -> list[str]:
        return answers_of(self.answer.source)

    @property
    def label(self) -> str:
        return f"{self.assignment.name}/{self.room.name}/{self.names[0]}"

    @property
    def blank(self) -> str:
        return blank(self.answer.source)


def tasks(assignment: Assignment) -> list[Task]:
    """Every answer of an assignment, in order."""
    found = []
    for room in assignment.rooms:
        cells = list(room.cells)
        for i, cell in enumerate(cells):
            if cell.role == "check":
                answer = next(c for c in reversed(cells[:i]) if c.role == "answer")
                hidden = cells[i + 1] if i + 1 < len(cells) and cells[i + 1].role == "hidden" else None
                found.append(Task(assignment, room, answer, cell, hidden))
    return found


@dataclass(frozen=True)
class Verdict:
    """What the two parts of a check said of an answer: None where they were passed.

    `raised` is an error of the answer's own cell or of a check; a check never lets one through.
    """

    visible: Finding | None = None
    hidden: Finding | None = None
    raised: Exception | None = None

    @property
    def passed(self) -> bool:
        return not (self.visible or self.hidden or self.raised)

    @property
    def said(self) -> str:
        found = " | ".join(f.line for f in (self.visible, self.hidden) if f)
        return f"{type(self.raised).__name__}: {self.raised}" if self.raised else found


class Workbench:
    """One assignment whose cells are run; what comes before a task is run once and kept."""

    def __init__(self, assignment: Assignment) -> None:
        self.assignment = assignment
        #: By the id of an answer cell; filled as the one pass over all cells goes on.
        self._before: dict[int, dict[str, Any]] = {}
        self._namespace: dict[str, Any] = {"__name__": "__main__"}
        self._cells = (named for room in assignment.rooms for named in grade_ids(room))

    def judge(self, task: Task, answer: str) -> Verdict:
        """Run the task's room with `answer` as its cell, then its check, then its hidden tests, whatever fails."""
        try:
            namespace = self.namespace(task, answer)
        except Exception as error:
            return Verdict(raised=error)
        try:
            visible = _finding(visible_source(task.room, task.check, task.answer), f"{task.label} check", namespace)
            hidden = _finding(task.hidden.source, f"{task.label} hidden", namespace) if task.hidden else None
        except Exception as error:
            return Verdict(raised=error)
        return Verdict(visible, hidden)

    def time_visible(self, task: Task, answer: str) -> float:
        """Seconds that the visible check takes on `answer`, the card included."""
        namespace = self.namespace(task, answer)
        source = visible_source(task.room, task.check, task.answer)
        start = time.perf_counter()
        _finding(source, f"{task.label} check", namespace)
        return time.perf_counter() - start

    def namespace(self, task: Task, answer: str) -> dict[str, Any]:
        """All names that the task's check finds when `answer` stands in its cell."""
        namespace = dict(self._namespace_before(task))
        after_answer = False
        for cell, grade_id in grade_ids(task.room):
            if cell is task.check:
                break
            if cell is task.answer:
                after_answer = True
                execute(answer, grade_id, namespace)
            elif after_answer and cell.role in RUN:
                execute(cell.source, grade_id, namespace)
        return namespace

    def _namespace_before(self, task: Task) -> dict[str, Any]:
        """What the given cells and the reference answers before a task's answer have bound."""
        while id(task.answer) not in self._before:
            cell, grade_id = next(self._cells)
            if cell.role == "answer":
                self._before[id(cell)] = dict(self._namespace)
            if cell.role in RUN:
                execute(cell.source, grade_id, self._namespace)
        return self._before[id(task.answer)]


def execute(source: str, label: str, namespace: dict[str, Any]) -> Any:
    """Run one cell in `namespace`, its prints dropped, its lines known to tracebacks and `inspect`.

    Returns the value of its last line where that is an expression, as a notebook shows it.
    """
    text = plain(source)
    filename = f"<{label}>"
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    tree = ast.parse(text, filename)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(tree, filename, "exec"), namespace)
        return eval(compile(ast.Expression(last.value), filename, "eval"), namespace) if last else None


def _finding(source: str, label: str, namespace: dict[str, Any]) -> Finding | None:
    """What a check found that is no pass; part of the points is none either."""
    try:
        value = execute(source, label, namespace)
    except NotYet as error:
        return error.finding
    return value.finding if isinstance(value, Points) else None
