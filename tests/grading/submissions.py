"""Submissions for the tests: the released notebook with answers put in."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import determine_grade, is_grade, is_solution

from nablabook.grading.plan import grade_id, repair

ROOT = Path(__file__).resolve().parents[2]
#: What the tests hand in where any notebook would do.
NAME = "01_gradient_descent"
#: Every notebook of the course.
ALL = tuple(sorted(path.name for path in (ROOT / "source").iterdir() if path.is_dir()))


@cache
def _read(stage: str, name: str) -> NotebookNode:
    return nbformat.read(ROOT / stage / name / f"{name}.ipynb", as_version=4)


def source(name: str = NAME) -> NotebookNode:
    return copy.deepcopy(_read("source", name))


def reference_answers() -> dict[str, str]:
    """Grade id -> the reference's cell, for every answer."""
    return {grade_id(c): c.source for c in source().cells if is_solution(c) and c.cell_type == "code"}


def submission(answers: dict[str, str], name: str = NAME) -> NotebookNode:
    """The released notebook with `answers`, room -> source; rooms that aren't named stay blank."""
    notebook = copy.deepcopy(_read("release", name))
    for cell in notebook.cells:
        if grade_id(cell) in answers:
            cell.source = answers[grade_id(cell)]
    return notebook


def with_reference(**changed: str) -> NotebookNode:
    """The reference's answers, but for those of `changed`: grade ids with _ for -, as in _10_gradient_J_answer."""
    answers = reference_answers()
    for name, text in changed.items():
        key = next(k for k in answers if k.replace("-", "_") == name.removeprefix("_"))
        answers[key] = text
    return submission(answers)


def planned(submitted: NotebookNode) -> NotebookNode:
    """What the grader runs of a submission."""
    return repair(source(), submitted).notebook


def scores(graded: NotebookNode) -> dict[str, float]:
    """Grade id -> score of every automatically graded cell, by nbgrader's own rule."""
    return {grade_id(c): determine_grade(c)[0] for c in graded.cells if is_grade(c) and c.cell_type == "code"}


def full_marks(name: str = NAME) -> dict[str, float]:
    cells = source(name).cells
    return {grade_id(c): c.metadata.nbgrader.points for c in cells if is_grade(c) and c.cell_type == "code"}
