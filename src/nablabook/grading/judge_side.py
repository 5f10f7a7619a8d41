"""The judge's process of one notebook, as the driver sees it."""

from __future__ import annotations

from contextlib import suppress

from nablabook.grading.cells import Cell, Cells
from nablabook.grading.lines import Line
from nablabook.grading.processes import Zygote
from nablabook.grading.wire import WireError

#: Seconds that a judge has beyond those of the student's code.
BEYOND = 30.0


class JudgeSide:
    """The process that runs the locked cells, and asks on a line; begun anew where it is lost.

    `memory` is a folder with what locked cells have shown before, "" for none.
    """

    def __init__(self, zygote: Zygote, cells: Cells, folder: str, memory: str) -> None:
        self.zygote, self.cells, self.folder, self.memory = zygote, cells, folder, memory
        self._patience = cells.limits.cell + BEYOND
        self._fork = zygote.fork(folder)

    def run(self, cell: Cell, line: Line | None) -> None:
        """Run a locked cell, with a line to the names of the student's that it needs, and close the line."""
        message = {
            **self.cells.to_run(cell),
            "place": self.cells.place(cell),
            "names": cell.names,
            "seconds": self.cells.limits.cell,
            "memory": self.memory,
            "kept": cell.kept,
        }
        try:
            reply = self._fork.ask(message, self._patience, (line.channel.fileno(),) if line else ())
            # What is remembered may have another number.
            number = {"execution_count": cell.node.execution_count}
            cell.finish([{**o, **number} if "execution_count" in o else o for o in reply["outputs"]])
            cell.told, cell.hidden = reply.get("told", False), reply.get("hidden", False)
        except WireError as error:
            cell.hidden = True  # as far as is known
            cell.fail("JudgeLost", f"the check itself could not be run ({error}): tell your instructor")
            self._begin_anew(cell)
        finally:
            if line:
                line.close()

    def hears_the_same(self, cell: Cell, line: Line) -> bool:
        """Whether it hears on a line what it has heard for this cell; the line is closed."""
        message = {"op": "again", "place": self.cells.place(cell), "seconds": self.cells.limits.cell}
        try:
            return bool(self._fork.ask(message, self._patience, (line.channel.fileno(),))["same"])
        except WireError:
            self._begin_anew(cell)
            return False
        finally:
            line.close()

    def end(self) -> None:
        self._fork.end()

    def _begin_anew(self, until: Cell) -> None:
        """With a judge that has run the given cells before `until`, without the student's names."""
        self._fork.end()
        self._fork = self.zygote.fork(self.folder)
        for cell in self.cells.before(until):
            if cell.locked and not cell.graded:
                with suppress(WireError):
                    self._fork.ask(self.cells.to_run(cell) | {"names": cell.names}, self._patience)
