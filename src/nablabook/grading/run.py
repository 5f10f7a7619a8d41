"""One notebook on its way: the student's cells in one process, ours in another, and what to do when either is lost.

A function that is tested can spoil the process that it runs in, by accident or on purpose, and the tests of all others
with it. A fork for each test keeps them apart, but takes longer than most tests. So the student's process answers by
itself for as long as nothing goes wrong in it. What passes there has passed. What fails there, after it has answered
other tests, is asked again in a fork of a second process that has answered none, unless no function there can
remember anything (`remembering.are_stateless`). And where a process that has answered is lost, late, or gives other
answers than that fork, all of it is in doubt: the notebook is run again, each test in a fork of its own.
"""

from __future__ import annotations

import tempfile

from nablabook.grading.cells import Cell, Cells
from nablabook.grading.judge_side import JudgeSide
from nablabook.grading.lines import Doubt
from nablabook.grading.processes import Zygote
from nablabook.grading.student_side import StudentSide, Witness


class Run:
    """One notebook on its way, with a folder that is its own.

    `memory` is a folder with what locked cells have shown before, "" for none. `apart` says that each test is answered
    by a fork of the student's process. Where that isn't so, `Doubt` is raised if it should be.
    """

    def __init__(
        self, student: Zygote, judge: Zygote, cells: Cells, folder: str, memory: str = "", apart: bool = True
    ) -> None:
        self.cells, self.folder, self.apart = cells, folder, apart
        self.zygote = student
        self.judge = JudgeSide(judge, cells, folder, memory)
        self.student = StudentSide(student, cells, folder, apart)
        #: Where one was needed.
        self.witness: Witness | None = None

    def all_cells(self) -> None:
        """Run the student's cells for the tests, showing nothing; then, in a fresh process, for what they show.

        A function that is tested sees the inputs of hidden tests, and has ways to keep them: a file, memory that forks
        share, a pipe. A later cell of the same process could print them, and a later function tell them: the fresh
        process is asked again what was told (see `retold`). Where none of the functions can keep anything, and no cell
        shows anything, there is nothing to be seen in a fresh process.
        """
        for cell in self.cells:
            if not cell.locked:
                self.student.silently(cell)
            elif self.cells.late:
                self.cells.fail_late(cell)
            else:
                self._locked(cell)
        self._end_students()
        if self.cells.discreet and all(cell.done or cell.locked or cell.shows_nothing for cell in self.cells):
            return
        # It must not find what the other has left in its folder.
        self.student = StudentSide(self.zygote, self.cells, tempfile.mkdtemp(dir=self.folder), self.apart)
        doubtful = set() if self.cells.discreet else self.cells.doubtful
        misled = False
        for cell in self.cells:
            if cell in doubtful and (misled or not self._same_again(cell)):
                if not self.apart:
                    raise Doubt
                cell.disown()
                # What it has bound may be in all that was asked later.
                misled = misled or not cell.graded
            if cell.locked:
                if not cell.graded:
                    self.student.silently(cell)
            elif cell.done:
                continue  # it has come to no end, or to a bad one
            elif self.cells.late:
                self.cells.fail_late(cell)
            else:
                self.student.show(cell)

    def end(self) -> None:
        self._end_students()
        self.judge.end()

    def _end_students(self) -> None:
        self.student.end()
        if self.witness:
            self.witness.end()

    def _locked(self, cell: Cell) -> None:
        """Run a locked cell in the judge; one that isn't graded in the student's process too, for what it binds."""
        line = self.student.line(cell) if cell.names else None
        self.judge.run(cell, line)
        if line and line.used and cell.graded and not cell.whole and not self.cells.stateless:
            self._confirm(cell)
        if not cell.graded:
            self.student.silently(cell)

    def _confirm(self, cell: Cell) -> None:
        """Have a process that has answered nothing else asked the same; raises `Doubt` if it isn't as wrong."""
        told = cell.node.outputs
        self.witness = self.witness or Witness(self.zygote, self.cells, self.folder)
        self.judge.run(cell, self.witness.line(cell))
        if cell.node.outputs != told:
            raise Doubt

    def _same_again(self, cell: Cell) -> bool:
        """Whether the student's process answers what it has answered for this cell."""
        line = None if self.cells.late else self.student.line(cell)
        return line is not None and self.judge.hears_the_same(cell, line)
