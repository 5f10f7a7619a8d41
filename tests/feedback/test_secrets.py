"""No page holds a line or an input of a hidden test, whatever the course's known mistakes are told.

The graded cells of these notebooks hold all that stock autograding leaves in them: source with hidden tests, a print
and a traceback with inputs.
"""

from __future__ import annotations

import ast
import html
import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbformat import NotebookNode

from nablabook.build.clear import BEGIN_HIDDEN, END_HIDDEN
from nablabook.build.master import Assignment, read_course
from nablabook.build.names import plain
from nablabook.build.notebook import grade_ids
from nablabook.build.variants import Variant, read_variants
from nablabook.checks.finding import Finding, NotYet, State
from nablabook.checks.text import brief
from nablabook.feedback.exporter import render
from nablabook.feedback.grades import Grade, Grades
from nablabook.feedback.page import page
from nablabook.proving.workbench import Task, Workbench, tasks

from .samples import error, printed

ROOT = Path(__file__).resolve().parents[2]
HIDDEN = re.compile(rf"{BEGIN_HIDDEN}\n(.*?){END_HIDDEN}", re.DOTALL)
SHORTEST = 12


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text).replace("−", "-")


def about(cell: NotebookNode) -> dict:
    """nbgrader's metadata, of which a note of the student's has none."""
    return cell.metadata.get("nbgrader", {})


def grade_id(cell: NotebookNode) -> str:
    return about(cell).get("grade_id", "")


class Sheet:
    """A source notebook, what is hidden in it, and what a student may well see."""

    def __init__(self, assignment: Assignment) -> None:
        self.name = assignment.name
        self.notebook = nbformat.read(ROOT / "source" / self.name / f"{self.name}.ipynb", as_version=4)
        self.hidden = [code for cell in self.notebook.cells for code in HIDDEN.findall(cell.source)]
        parts = [(cell.cell_type, HIDDEN.sub("", cell.source)) for cell in self.notebook.cells]
        seen = squeezed("\n".join(part for _, part in parts))
        # What an open check is given is open, however it is written.
        given = {text for kind, part in parts if kind == "code" for text in numbers(part)}
        self.secrets = {text for text in self._telling() if text not in seen} - given

    def _telling(self) -> set[str]:
        lines = {squeezed(line) for code in self.hidden for line in code.splitlines()}
        found = {line for line in lines if len(line) >= SHORTEST}
        return found.union(*map(numbers, self.hidden))

    def graded(self, answers: dict[str, str], outputs: dict[str, list[NotebookNode]]) -> str:
        """The page of this notebook with these answers, whose checks put out this."""
        notebook = nbformat.from_dict(self.notebook)
        cells = {}
        for count, cell in enumerate(notebook.cells, start=1):
            if about(cell).get("grade"):
                cells[grade_id(cell)] = Grade(0.0, about(cell)["points"], auto=0.0)
            if cell.cell_type == "code":
                cell.source = answers.get(grade_id(cell), cell.source)
                cell.outputs, cell.execution_count = outputs.get(grade_id(cell), []), count
        solutions = frozenset(grade_id(c) for c in notebook.cells if about(c).get("solution"))
        grades = Grades("ada", self.name, self.name, cells=cells, answers=solutions, points=1.0)
        return render(page(notebook, grades))


def numbers(code: str) -> set[str]:
    """All literals of numbers in code, as they can be printed."""
    nodes = [node for node in ast.walk(ast.parse(plain(code))) if isinstance(node, ast.List | ast.Tuple)]
    return set().union(*map(written, nodes))


def written(node: ast.List | ast.Tuple) -> set[str]:
    """A literal of at least two numbers in the ways in which it can be printed."""
    try:
        values = np.array(ast.literal_eval(node), dtype=float)
    except (ValueError, TypeError):
        return set()
    if values.size < 2 or not (values != np.round(values)).any():
        return set()
    texts = [ast.unparse(node), str(values), repr(values), brief(values)]
    # Of a large array only its shape is told, which isn't hidden.
    return {squeezed(text) for text in texts if not text.startswith("an array of shape")}


def raised(found: Finding) -> NotebookNode:
    """The finding as IPython records it."""
    exception = NotYet(found)
    return error("NotYet", str(exception), tuple(exception._render_traceback_()))


def stock(sheet: Sheet, problem: NotebookNode) -> list[NotebookNode]:
    """What a graded cell holds after stock autograding: prints of the student's function, and the error."""
    return [printed("\n".join(sheet.hidden)), printed("\n".join(sheet.secrets)), problem]


def ids(task: Task, role: str) -> str:
    wanted = task.answer if role == "answer" else task.check
    return next(name for cell, name in grade_ids(task.room) if cell is wanted)


def packs(asked: list[Task]) -> Iterator[list[tuple[Task, Variant]]]:
    """Every wrong variant once, as many in one notebook as there are tasks."""
    mistakes = [[v for v in read_variants(task.room) if v.wrong and v.answer in task.names] for task in asked]
    for packed in itertools.zip_longest(*mistakes):
        yield [(task, variant) for task, variant in zip(asked, packed, strict=True) if variant is not None]


def examine(assignment: Assignment, find: Callable[[Task, Variant], Finding]) -> None:
    """Make the pages of all packs: each holds its sentences, and nothing hidden."""
    sheet, asked = Sheet(assignment), tasks(assignment)
    if not asked:
        pytest.skip("nothing is checked here")
    assert sheet.secrets, "there is nothing to leak"
    for pack in packs(asked):
        findings = [find(task, variant) for task, variant in pack]
        answers = {ids(task, "answer"): variant.as_answer(task.answer.source) for task, variant in pack}
        checks = [ids(task, "check") for task, _ in pack]
        outputs = {name: stock(sheet, raised(found)) for name, found in zip(checks, findings, strict=True)}
        page = sheet.graded(answers, outputs)
        check(page, sheet, answers)
        for found in findings:
            sentence = squeezed(found.cause or found.lead).replace("`", "")
            assert sentence in squeezed(text(page)), found.line


each_assignment = pytest.mark.parametrize("assignment", read_course(ROOT), ids=lambda a: a.name)


@pytest.fixture(autouse=True)
def _as_nbgrader(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check's exception says more where nbgrader runs it."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")


@each_assignment
def test_no_page_of_a_known_mistake_holds_anything_hidden(assignment: Assignment) -> None:
    """With the sentences that the variants promise; that checks say them is proved elsewhere."""

    def promised(task: Task, variant: Variant) -> Finding:
        return Finding(State.NOT_YET, task.names[0], "A hidden test (some numbers) is not right yet.", variant.says)

    examine(assignment, promised)


@pytest.mark.slow
@each_assignment
def test_no_page_of_a_judged_mistake_holds_anything_hidden(assignment: Assignment) -> None:
    """With what the checks really say, visible inputs and all."""
    bench = Workbench(assignment)

    def judged(task: Task, variant: Variant) -> Finding:
        verdict = bench.judge(task, variant.as_answer(task.answer.source))
        found = verdict.visible or verdict.hidden
        assert found is not None, f"{task.label}: {variant.name} is taken for right"
        return found

    examine(assignment, judged)


@each_assignment
@pytest.mark.parametrize("name", ["AssertionError", "TypeError", "NameError", "KeyboardInterrupt", "Leak", "NotYet"])
def test_no_other_error_lets_anything_out(assignment: Assignment, name: str) -> None:
    sheet = Sheet(assignment)
    secret = "\n".join(sheet.secrets)
    outputs = {
        grade_id(cell): [printed(secret), error(name, secret, (secret, f"Cell In[3], line 1\n{secret}"))]
        for cell in sheet.notebook.cells
        if cell.cell_type == "code" and about(cell).get("grade")
    }
    check(sheet.graded({}, outputs), sheet, {})


def text(page: str) -> str:
    """The words of a page, marks taken out."""
    return html.unescape(re.sub(r"<[^>]*>", "", page))


def check(html: str, sheet: Sheet, answers: dict[str, str]) -> None:
    mine = squeezed("\n".join(answers.values()))
    shown = squeezed(text(html)) + squeezed(html)
    for secret in sheet.secrets:
        if secret not in mine:
            assert secret not in shown
    assert "HIDDENTESTS" not in shown
