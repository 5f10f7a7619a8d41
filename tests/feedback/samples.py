"""Graded notebooks made in memory, as autograding would have left them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from nablabook.feedback.exporter import render
from nablabook.feedback.grades import Grade, Grades
from nablabook.feedback.page import Page, page

#: A figure of one pixel.
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
VISIBLE = "check.gradient(f, of=J, at=[2.0, 1.0])"
HIDDEN = "check.gradient(f, of=J, about='elsewhere', at=[123.25, -456.5])"


def error(name: str, value: str = "", traceback: tuple[str, ...] | None = None) -> NotebookNode:
    """An error as IPython leaves it: with a traceback of many parts."""
    shown = (
        (f"{name}  Traceback", "Cell In[9], line 2", HIDDEN, f"{name}: {value}") if traceback is None else traceback
    )
    return new_output("error", ename=name, evalue=value, traceback=list(shown))


def not_yet(line: str, state: str = "Not yet") -> NotebookNode:
    """What our check raises."""
    return new_output("error", ename="NotYet", evalue=line, traceback=[f"{state} · {line}"])


def printed(text: str, name: str = "stdout") -> NotebookNode:
    return new_output("stream", name=name, text=text)


def shown(**data: Any) -> NotebookNode:
    """An output by formats: shown(text_plain="1") has the format text/plain."""
    return new_output("display_data", data={key.replace("_", "/", 1): value for key, value in data.items()})


@dataclass
class Book:
    """A notebook that grows cell by cell, and its grades with it."""

    student: str = "ada"
    cells: list[NotebookNode] = field(default_factory=list)
    graded: dict[str, Grade] = field(default_factory=dict)
    known: dict[str, Any] = field(default_factory=dict)
    answers: set[str] = field(default_factory=set)
    untouched: set[str] = field(default_factory=set)
    by_hand: set[str] = field(default_factory=set)
    comments: dict[str, str] = field(default_factory=dict)
    count: Any = field(default_factory=lambda: itertools.count(1))

    def text(self, name: str, source: str) -> Book:
        return self._add(new_markdown_cell(source), name, locked=True)

    def added(self, source: str, *outputs: NotebookNode) -> Book:
        """A cell of the student's own, which has no grade id."""
        self.cells.append(new_code_cell(source, execution_count=next(self.count), outputs=list(outputs)))
        return self

    def answer(self, name: str, source: str, *outputs: NotebookNode, comment: str = "", untouched=False) -> Book:
        self._mine(name, comment, untouched)
        cell = new_code_cell(source, execution_count=next(self.count), outputs=list(outputs))
        return self._add(cell, name, solution=True)

    def essay(self, name: str, source: str, grade: Grade, comment: str = "", untouched=False, **more: Any) -> Book:
        self._mine(name, comment, untouched)
        self.graded[name] = grade
        self.by_hand.add(name)
        return self._add(new_markdown_cell(source, **more), name, solution=True, grade=True)

    def check(self, name: str, *outputs: NotebookNode, score: float = 0.0, points: float = 4.0, **grade: Any) -> Book:
        """A graded cell with visible and hidden tests; its grade is the check's unless `grade` says otherwise."""
        source = f"{VISIBLE}\n### BEGIN HIDDEN TESTS\n{HIDDEN}\n### END HIDDEN TESTS"
        self.graded[name] = Grade(score, points, **{"auto": score, **grade})
        cell = new_code_cell(source, execution_count=next(self.count), outputs=list(outputs))
        return self._add(cell, name, grade=True, locked=True, points=points)

    def without(self, *names: str) -> Book:
        """The student deletes cells; the gradebook still knows them."""
        self.cells = [c for c in self.cells if c.metadata.get("nbgrader", {}).get("grade_id") not in names]
        return self

    @property
    def notebook(self) -> NotebookNode:
        return new_notebook(cells=self.cells)

    @property
    def grades(self) -> Grades:
        given = {
            "student": self.student,
            "assignment": "01_course",
            "notebook": "01_course",
            "score": sum(grade.score for grade in self.graded.values()),
            "points": sum(grade.points for grade in self.graded.values()),
            "cells": self.graded,
            "comments": self.comments,
            "answers": frozenset(self.answers),
            "untouched": frozenset(self.untouched),
            "by_hand": frozenset(self.by_hand),
        }
        return Grades(**{**given, **self.known})

    def page(self, limit: float | None = None) -> Page:
        return page(self.notebook, self.grades, limit)

    def html(self, limit: float | None = None) -> str:
        return render(self.page(limit))

    def _mine(self, name: str, comment: str, untouched: bool) -> None:
        self.answers.add(name)
        self.untouched |= {name} if untouched else set()
        self.comments |= {name: comment} if comment else {}

    def _add(self, cell: NotebookNode, name: str, **about: Any) -> Book:
        about = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3} | about
        cell.metadata["nbgrader"] = {"grade_id": name, **about}
        self.cells.append(cell)
        return self


def room(*outputs: NotebookNode, answer: tuple[NotebookNode, ...] = (), **check: Any) -> Book:
    """The commonest notebook: one room, one answer, one check with these outputs."""
    book = Book().text("00_opening-text", "# The course").text("10_slope-text", "## 1 · A slope: `f`\n\nWrite it.")
    return book.answer("10_slope-answer", "def f(theta):\n    return 2 * theta", *answer).check(
        "10_slope-check", *outputs, **check
    )
