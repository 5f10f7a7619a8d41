"""What came of a class, counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from nbformat import NotebookNode

from nablabook.autograde.work import Done
from nablabook.build.metadata import REPAIRED
from nablabook.grading.cells import TOO_LONG


@dataclass
class Summary:
    """The students' ids by what became of what they handed in; one may stand in several lists."""

    graded: list[str] = field(default_factory=list)
    repaired: list[str] = field(default_factory=list)
    timed_out: list[str] = field(default_factory=list)
    #: Student -> why there is no verdict.
    refused: dict[str, str] = field(default_factory=dict)
    #: Those that have been graded before and were not handed in again.
    skipped: int = 0
    interrupted: bool = False

    def add(self, done: Done) -> None:
        if done.why_not:
            self.refused[done.student] = done.why_not
            return
        self.graded.append(done.student)
        if any(ran.notebook.metadata.get(REPAIRED) for ran in done.ran):
            self.repaired.append(done.student)
        if any(ran_too_long(ran.notebook) for ran in done.ran):
            self.timed_out.append(done.student)

    def lines(self) -> Iterator[str]:
        """For a person: the counts, then a line for each submission without a verdict."""
        counts = [f"{len(self.graded)} graded"]
        for what, some in (("repaired", self.repaired), ("with cells that ran too long", self.timed_out)):
            counts += [f"{len(some)} {what}"] if some else []
        counts += [f"{len(self.refused)} without a verdict"] if self.refused else []
        counts += [f"{self.skipped} graded before (--force grades them again)"] if self.skipped else []
        yield ", ".join(counts)
        for student, why in sorted(self.refused.items()):
            yield f"no verdict for {student!r}: {why}"
        if self.interrupted:
            yield "Interrupted. What is graded is kept: the same command goes on with the rest."


def ran_too_long(notebook: NotebookNode) -> bool:
    """Whether a cell, or a function that a check called, came to no end in time."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", ()))
    return any(TOO_LONG in output.get("evalue", "") for output in outputs if output.output_type == "error")
