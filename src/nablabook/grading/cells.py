"""The code cells of a notebook on their way through the grader, and what they may take."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode, from_dict

from nablabook.build import names
from nablabook.grading.bystanders import bystanders
from nablabook.grading.confine.limits import Quotas
from nablabook.grading.facts import facts
from nablabook.grading.plan import grade_id, needed_names
from nablabook.grading.remembering import are_stateless, keep_secrets

#: In the place of what a student's process gave, where it counts for nothing.
OTHERWISE = "asked the same a second time, your code answers otherwise, so what it gave is not shown"
#: In the message of every cell that came to no end in time.
TOO_LONG = "ran longer than"


@dataclass(frozen=True)
class Limits:
    """What one notebook may take: seconds, and bytes of output a cell."""

    cell: float = 10
    notebook: float = 120
    text: int = 200_000
    pictures: int = 2_000_000

    @property
    def caps(self) -> dict[str, int]:
        return {"text": self.text, "pictures": self.pictures}


@dataclass(eq=False)
class Cell:
    """One code cell: its place in the notebook, whose it is, and what became of it."""

    node: NotebookNode
    names: list[str]
    locked: bool
    graded: bool
    #: For a locked cell: what those after it need of what the locked cells before them have bound; None where there
    #: is none after it.
    kept: list[str] | None = None
    #: Nothing in the student's process misses it there.
    aside: bool = False
    #: It took the process down, or came to no end: it isn't run again.
    guilty: bool = False
    done: bool = False
    #: The student's process answered something that the cell may tell; it was asked something hidden.
    told: bool = False
    hidden: bool = False
    #: For a student's cell: it came to its end, without an error.
    ended: bool = False

    @property
    def whole(self) -> bool:
        """Whether it has passed; nbgrader takes a result for part of the points."""
        return not any(output.get("output_type") in ("error", "execute_result") for output in self.node.outputs)

    @property
    def failed(self) -> bool:
        return any(output.get("output_type") == "error" for output in self.node.outputs)

    @property
    def shows_nothing(self) -> bool:
        """Whether there is nothing to see of a cell of the student's."""
        return self.ended and facts(self.node.source).silent

    def finish(self, outputs: list[dict]) -> None:
        self.node.outputs = [from_dict(output) for output in outputs]
        self.done = True

    def fail(self, name: str, words: str, kept: list[dict] | None = None) -> None:
        error = {"output_type": "error", "ename": name, "evalue": words, "traceback": [f"{name}: {words}"]}
        self.finish([*(kept or []), error])

    def disown(self) -> None:
        """Leave nothing of what the student's process has answered."""
        if not self.graded:
            self.fail("AnsweredOtherwise", OTHERWISE)
            return
        words = f"{OTHERWISE[0].upper()}{OTHERWISE[1:]}."
        error = {"output_type": "error", "ename": "NotYet", "evalue": words, "traceback": [f"Not yet · {words}"]}
        self.finish([error])


class Cells:
    """The code cells of one notebook, in their order, without outputs as yet; `started` is when its seconds began."""

    def __init__(self, notebook: NotebookNode, limits: Limits, quotas: Quotas, started: float) -> None:
        self.limits, self.quotas, self._started = limits, quotas, started
        needed = needed_names(notebook)
        self._all = [
            Cell(node, needed.get(grade_id(node), []), grade_id(node) in needed, _is_graded(node))
            for node in notebook.cells
            if node.cell_type == "code"
        ]
        for number, cell in enumerate(self._all, start=1):
            cell.node.execution_count, cell.node.outputs = number, []
        students = [cell.node.source for cell in self._all if not cell.locked]
        given = [cell for cell in self._all if cell.locked and not cell.graded]
        sources = [cell.node.source for cell in given]
        #: Whether none of the student's functions can remember anything; whether, beside that, none can keep a secret.
        self.stateless, self.discreet = are_stateless(sources, students), keep_secrets(sources, students)
        # The given cells of the first room set the student's process up.
        room = grade_id(self._all[0].node).partition("-")[0] if self._all else ""
        for place in bystanders(sources, students):
            given[place].aside = grade_id(given[place].node).partition("-")[0] != room
        needs: set[str] | None = None
        for cell in reversed([cell for cell in self._all if cell.locked]):
            cell.kept = None if needs is None else sorted(needs)
            needs = (needs or set()) | (names.needed(cell.node.source) - set(cell.names))

    def __iter__(self) -> Iterator[Cell]:
        return iter(self._all)

    def place(self, cell: Cell) -> int:
        return self._all.index(cell)

    def before(self, cell: Cell, since: int = 0) -> list[Cell]:
        """The cells before one, from a place on."""
        return self._all[since : self.place(cell)]

    def to_run(self, cell: Cell) -> dict[str, Any]:
        """What any process is told of a cell that it is to run; its number is that of the notebook's tracebacks."""
        number = cell.node.execution_count
        return {"op": "run", "source": cell.node.source, "count": number, "caps": self.limits.caps}

    @property
    def late(self) -> bool:
        """Whether the notebook's seconds are over."""
        return time.monotonic() - self._started > self.limits.notebook

    def fail_late(self, cell: Cell) -> None:
        cell.fail("NotebookTimeout", f"the notebook {TOO_LONG} {self.limits.notebook:g} s: this was not run")

    @property
    def doubtful(self) -> set[Cell]:
        """The cells that may tell what a process has answered that was asked something hidden before.

        A check that passes tells nothing of the student's, and neither does a hidden test.
        """
        first = next((k for k, cell in enumerate(self._all) if cell.hidden), len(self._all))
        return {c for c in self._all[first + 1 :] if c.told and not (c.graded and (c.hidden or not c.failed))}


def _is_graded(node: NotebookNode) -> bool:
    nbgrader = node.metadata.get("nbgrader", {})
    return bool(nbgrader.get("grade"))
