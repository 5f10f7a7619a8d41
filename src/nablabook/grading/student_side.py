"""The student's processes of one notebook, as the driver sees them: begun anew where one is lost, up to a point."""

from __future__ import annotations

import signal
import tempfile
import time

from nablabook.grading import lines
from nablabook.grading.cells import TOO_LONG, Cell, Cells
from nablabook.grading.lines import GRACE, UNANSWERED, Doubt, Line, NoRoom
from nablabook.grading.outputs import received
from nablabook.grading.processes import Ending, Fork, Zygote
from nablabook.grading.wire import Late, WireError

#: How often a notebook is run again after it has lost its process.
REPLAYS = 4


class StudentSide:
    """The process that runs the student's cells. `apart` says that a fork of it answers each test."""

    def __init__(self, zygote: Zygote, cells: Cells, folder: str, apart: bool) -> None:
        self.zygote, self.cells, self.folder, self.apart = zygote, cells, folder, apart
        self._fork: Fork | None = None
        #: Whether the process has answered anything itself.
        self._used = False
        self._starts = 0

    def silently(self, cell: Cell) -> None:
        """Run a cell for what it binds; not one that has ended the process, or that it can miss."""
        if cell.aside or cell.guilty or self.cells.late:
            return
        fork = self._ready(cell)
        if fork is None:
            return
        try:
            reply = self._run(fork, cell, silent=True)
            cell.ended = reply.get("failed") is False and "interrupted" not in reply
        except WireError as error:
            self._blame(cell, error)

    def show(self, cell: Cell) -> None:
        """Run a cell of the student's for what it shows; if that takes the process down, the cell is guilty."""
        fork = self._ready(cell)
        if fork is None:
            cell.fail("NotRun", "an earlier cell ended the process each time that it was run: this was not run")
            return
        try:
            reply = self._run(fork, cell, silent=False)
            outputs = received(reply["outputs"], self.cells.limits.caps, cell.node.execution_count)
        except (WireError, KeyError) as error:
            self._blame(cell, error)
            return
        if reply.get("interrupted"):
            kept = [output for output in outputs if output.get("output_type") != "error"]
            cell.fail("CellTimeoutError", self._too_long, kept)
        else:
            cell.finish(outputs)

    def line(self, cell: Cell) -> Line | None:
        """A line for a test, to the process as it is before a cell; None where there is none to be had."""
        while fork := self._ready(cell):
            try:
                if self.apart:
                    return lines.to_a_fork(fork, self._lose)
                used, self._used = self._used, True
                return lines.to_itself(fork, used, self._doubt if used else self._lose)
            except NoRoom:
                # Most likely the cell before has filled it.
                self._blame_the_last(cell)
                self._lose()
            except UNANSWERED:
                if self._used:
                    raise Doubt from None
                self._lose()
        return None

    def end(self) -> None:
        self._lose()

    def _ready(self, until: Cell) -> Fork | None:
        """A process that has run all before `until` but the guilty cells; None where there is none to be had."""
        while self._fork is None:
            if self._starts > REPLAYS or self.cells.late:
                return None
            self._starts += 1
            self._fork, self._used = self.zygote.fork(self.folder, self.cells.quotas), False
            for cell in self.cells.before(until):
                if cell.guilty or cell.graded or cell.aside:
                    continue
                if self.cells.late:
                    self._lose()
                    return None
                try:
                    self._run(self._fork, cell, silent=True)
                except WireError as error:
                    self._blame(cell, error)
                    break
        return self._fork

    def _run(self, fork: Fork, cell: Cell, silent: bool) -> dict:
        """Run a cell; after the limit interrupt it, and after a grace give it up (`Late`)."""
        try:
            return fork.ask(self.cells.to_run(cell) | {"silent": silent}, self.cells.limits.cell)
        except Late:
            fork.interrupt()
            return {**fork.expect(time.monotonic() + GRACE), "interrupted": True}

    def _blame(self, cell: Cell, error: Exception) -> None:
        """A cell has taken the process down, or came to no end."""
        if self._used:
            raise Doubt
        cell.guilty = True
        ending = self._lose()
        if cell.locked or cell.done:
            return
        if isinstance(error, Late):
            cell.fail("CellTimeoutError", self._too_long)
        else:
            cell.fail("ProcessEnded", f"this cell ended the process that ran it ({self._why(ending)})")

    def _blame_the_last(self, until: Cell) -> None:
        """Leave out the last of the student's own cells that was run."""
        before = reversed(self.cells.before(until))
        last = next((cell for cell in before if not cell.locked and not cell.guilty), None)
        if last is not None:
            last.guilty = True

    def _lose(self) -> Ending:
        fork, self._fork = self._fork, None
        return fork.end() if fork else Ending()

    def _doubt(self) -> None:
        raise Doubt from None

    @property
    def _too_long(self) -> str:
        return f"your cell {TOO_LONG} {self.cells.limits.cell:g} s"

    def _why(self, ending: Ending) -> str:
        """What is known of the end of the process."""
        most = self.cells.quotas.processor
        killed = ending.code is not None and -ending.code in (signal.SIGKILL, signal.SIGXCPU)
        if killed and ending.processor >= most:
            return f"it had used the notebook's {most} s of processor time"
        return "exit, kill, a crash, or more memory or files than a notebook may take"


class Witness:
    """A second process of the student's, whose forks answer: nothing that was asked before spoils what they say."""

    def __init__(self, zygote: Zygote, cells: Cells, folder: str) -> None:
        self.cells, self._reached = cells, 0
        self._fork = zygote.fork(tempfile.mkdtemp(dir=folder), cells.quotas)

    def line(self, cell: Cell) -> Line:
        """A line for a test, to a fork of the process as it is before a cell; raises `Doubt` where there is none."""
        try:
            for before in self.cells.before(cell, self._reached):
                if not (before.graded or before.guilty or before.aside):
                    self._fork.ask(self.cells.to_run(before) | {"silent": True}, self.cells.limits.cell)
            self._reached = self.cells.place(cell)
            return lines.to_a_fork(self._fork, self._lost)
        except UNANSWERED:
            raise Doubt from None

    def end(self) -> None:
        self._fork.end()

    def _lost(self) -> None:
        raise Doubt from None
