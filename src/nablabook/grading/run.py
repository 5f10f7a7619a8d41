"""One notebook on its way: the student's cells in one process, ours in another, and what to do when either is lost.

A function that is tested can spoil the process that it runs in, by accident or on purpose, and the tests of all others
with it. A fork for each test keeps them apart, but takes longer than most tests. So the student's process answers by
itself for as long as nothing goes wrong in it. What passes there has passed. What fails there, after it has answered
other tests, is asked again in a fork of a second process that has answered none, unless no function there can
remember anything (`remembering.are_stateless`). And where a process that has answered is lost, late, or gives other
answers than that fork, all of it is in doubt: the notebook is run again, each test in a fork of its own.
"""

from __future__ import annotations

import signal
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from nbformat import NotebookNode, from_dict

from nablabook.build import names
from nablabook.grading.bystanders import bystanders
from nablabook.grading.confine.limits import Quotas
from nablabook.grading.facts import facts
from nablabook.grading.outputs import received
from nablabook.grading.plan import grade_id, needed_names
from nablabook.grading.processes import Ending, Fork, Zygote
from nablabook.grading.remembering import are_stateless, keep_secrets
from nablabook.grading.wire import Channel, Late, WireError


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


#: How often a notebook is run again after it has lost its process.
REPLAYS = 4
#: Seconds that an interrupted cell has to come to its end.
GRACE = 1.0
#: In the place of what a student's process gave, where it counts for nothing.
OTHERWISE = "asked the same a second time, your code answers otherwise, so what it gave is not shown"
#: In the message of every cell that came to no end in time.
TOO_LONG = "ran longer than"


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


class Doubt(Exception):
    """What went wrong may be the fault of what the process has answered before."""


class NoRoom(WireError):
    """The student's own processes leave no room for one more."""


class Asked(NamedTuple):
    """The judge's end of a channel to the student's process, and what is to be done once the judge is through."""

    channel: Channel
    end: Callable[[], None]
    #: Whether it has answered anything before.
    used: bool = False


@dataclass
class Run:
    """One notebook on its way."""

    student_zygote: Zygote
    judge_zygote: Zygote
    notebook: NotebookNode
    limits: Limits
    quotas: Quotas
    folder: str
    #: When its seconds began.
    started: float = field(default_factory=time.monotonic)
    #: A folder with what locked cells have shown before, "" for none.
    memory: str = ""
    #: Whether each test is answered by a fork of the student's process.
    apart: bool = True
    #: A folder in it for a process that must not find what others have left there, "" for none.
    scratch: str = ""
    student: Fork | None = None
    #: Whether the student's process has answered anything itself.
    used: bool = False
    #: A process of the student's that never has, where one was needed, and how many cells it has run.
    unused: Fork | None = None
    reached: int = 0
    judge: Fork | None = None
    replays: int = 0

    def __post_init__(self) -> None:
        needed = needed_names(self.notebook)
        self.cells = [
            Cell(node, needed.get(grade_id(node), []), grade_id(node) in needed, _is_graded(node))
            for node in self.notebook.cells
            if node.cell_type == "code"
        ]
        self._leave_out()
        needs: set[str] | None = None
        for cell in reversed([cell for cell in self.cells if cell.locked]):
            cell.kept = None if needs is None else sorted(needs)
            needs = (needs or set()) | (names.needed(cell.node.source) - set(cell.names))

    def _leave_out(self) -> None:
        """Find the given cells that the student's process does without; those of the first room set it up."""
        room = grade_id(self.cells[0].node).partition("-")[0] if self.cells else ""
        given = [cell for cell in self.cells if cell.locked and not cell.graded]
        students = [cell.node.source for cell in self.cells if not cell.locked]
        sources = [cell.node.source for cell in given]
        for number in bystanders(sources, students):
            given[number].aside = grade_id(given[number].node).partition("-")[0] != room
        self.stateless, self.discreet = are_stateless(sources, students), keep_secrets(sources, students)

    def all_cells(self) -> None:
        """Run the student's cells for the tests, showing nothing; then, in a fresh process, for what they show.

        A function that is tested sees the inputs of hidden tests, and has ways to keep them: a file, memory that forks
        share, a pipe. A later cell of the same process could print them, and a later function tell them: the fresh
        process is asked again what was told (see `retold`). Where none of the functions can keep anything, and no cell
        shows anything, there is nothing to be seen in a fresh process.
        """
        for number, cell in enumerate(self.cells, start=1):
            cell.node.execution_count, cell.node.outputs = number, []
        self.judge = self.judge_zygote.fork(self.folder)
        for cell in self.cells:
            if not cell.locked:
                self._silently(cell)
            elif self._late:
                self._fail_late(cell)
            else:
                self._locked(cell)
        self._lose_student()
        if self.unused is not None:
            self.unused.end()
        if self.discreet and all(cell.done or cell.locked or self._shows_nothing(cell) for cell in self.cells):
            return
        self.replays = 0
        self.scratch = tempfile.mkdtemp(dir=self.folder)
        doubtful = set() if self.discreet else self._doubtful()
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
                    self._silently(cell)
            elif cell.done:
                continue  # it has come to no end, or to a bad one
            elif self._late:
                self._fail_late(cell)
            else:
                self._students(cell)

    @property
    def _late(self) -> bool:
        return time.monotonic() - self.started > self.limits.notebook

    def _fail_late(self, cell: Cell) -> None:
        words = f"the notebook {TOO_LONG} {self.limits.notebook:g} s: this was not run"
        cell.fail("NotebookTimeout", words)

    def _silently(self, cell: Cell) -> None:
        """Run a cell in the student's process for what it binds; not one that has ended it, or that it can miss."""
        if cell.guilty or self._late or not self._ready(cell):
            return
        if cell.aside:
            return
        try:
            reply = self._run_in_student(cell, silent=True)
            cell.ended = reply.get("failed") is False and "interrupted" not in reply
        except WireError as error:
            self._blame(cell, error)

    def _shows_nothing(self, cell: Cell) -> bool:
        """Whether there is nothing to see of a cell of the student's."""
        return cell.ended and facts(cell.node.source).silent

    def end(self) -> None:
        for fork in (self.student, self.unused, self.judge):
            if fork is not None:
                fork.end()

    # The student's cells.

    def _students(self, cell: Cell) -> None:
        """Run a cell of the student's; if that takes the process down, the cell is guilty."""
        if not self._ready(cell):
            cell.fail("NotRun", "an earlier cell ended the process each time that it was run: this was not run")
            return
        assert self.student is not None
        try:
            reply = self._run_in_student(cell, silent=False)
            outputs = received(reply["outputs"], self.limits.caps, cell.node.execution_count)
        except (WireError, KeyError) as error:
            self._blame(cell, error)
            return
        if reply.get("interrupted"):
            kept = [output for output in outputs if output.get("output_type") != "error"]
            cell.fail("CellTimeoutError", self._too_long, kept)
        else:
            cell.finish(outputs)

    def _blame(self, cell: Cell, error: Exception) -> None:
        """A cell has taken the process down, or came to no end."""
        if self.used:
            raise Doubt
        cell.guilty = True
        ending = self._lose_student()
        if cell.locked or cell.done:
            return
        if isinstance(error, Late):
            cell.fail("CellTimeoutError", self._too_long)
        else:
            cell.fail("ProcessEnded", f"this cell ended the process that ran it ({self._why(ending)})")

    @property
    def _too_long(self) -> str:
        return f"your cell {TOO_LONG} {self.limits.cell:g} s"

    def _run_in_student(self, cell: Cell, silent: bool) -> dict:
        """Run a cell; after the limit interrupt it, and after a grace give it up (`Late`)."""
        assert self.student is not None
        try:
            return self.student.ask(self._to_run(cell) | {"silent": silent}, self.limits.cell)
        except Late:
            self.student.interrupt()
            return {**self.student.expect(time.monotonic() + GRACE), "interrupted": True}

    def _to_run(self, cell: Cell) -> dict[str, Any]:
        """What any process is told of a cell that it is to run; its number is that of the notebook's tracebacks."""
        number = cell.node.execution_count
        return {"op": "run", "source": cell.node.source, "count": number, "caps": self.limits.caps}

    def _ready(self, until: Cell) -> bool:
        """See to a student's process that has run all before `until` but the guilty cells; whether it is there."""
        while self.student is None:
            if self.replays > REPLAYS or self._late:
                return False
            self.replays += 1
            self.student = self.student_zygote.fork(self.scratch or self.folder, self.quotas)
            self.used = False
            for cell in self.cells:
                if cell is until:
                    break
                if cell.guilty or cell.graded or cell.aside:
                    continue
                if self._late:
                    self._lose_student()
                    return False
                try:
                    self._run_in_student(cell, silent=True)
                except WireError as error:
                    self._blame(cell, error)
                    break
        return True

    def _lose_student(self) -> Ending:
        ending = Ending()
        if self.student is not None:
            ending = self.student.end()
            self.student = None
        return ending

    def _why(self, ending: Ending) -> str:
        """What is known of the end of the student's process."""
        killed = ending.code is not None and -ending.code in (signal.SIGKILL, signal.SIGXCPU)
        if killed and ending.processor >= self.quotas.processor:
            return f"it had used the notebook's {self.quotas.processor} s of processor time"
        return "exit, kill, a crash, or more memory or files than a notebook may take"

    # Our cells.

    def _locked(self, cell: Cell) -> None:
        """Run a locked cell in the judge; one that isn't graded in the student's process too, for what it binds."""
        line = self._line(cell) if cell.names else None
        self._ask_the_judge(cell, line)
        if line and line.used and cell.graded and not cell.whole and not self.stateless:
            self._confirm(cell)
        if not cell.graded:
            self._silently(cell)

    def _ask_the_judge(self, cell: Cell, line: Asked | None) -> None:
        assert self.judge is not None
        message = {
            **self._to_run(cell),
            "place": self.cells.index(cell),
            "names": cell.names,
            "seconds": self.limits.cell,
            "memory": self.memory,
            "kept": cell.kept,
        }
        try:
            fds = (line.channel.fileno(),) if line else ()
            reply = self.judge.ask(message, self.limits.cell + 30, fds)
            # What is remembered may have another number.
            number = {"execution_count": cell.node.execution_count}
            cell.finish([{**o, **number} if "execution_count" in o else o for o in reply["outputs"]])
            cell.told, cell.hidden = reply.get("told", False), reply.get("hidden", False)
        except WireError as error:
            cell.hidden = True  # as far as is known
            cell.fail("JudgeLost", f"the check itself could not be run ({error}): tell your instructor")
            self.judge.end()
            self.judge = self._new_judge(cell)
        finally:
            if line:
                line.channel.close()
                line.end()

    def _confirm(self, cell: Cell) -> None:
        """Have a process that has answered nothing else asked the same; raises `Doubt` if it isn't as wrong."""
        told = cell.node.outputs
        try:
            if self.unused is None:
                self.unused = self.student_zygote.fork(tempfile.mkdtemp(dir=self.folder), self.quotas)
            number = self.cells.index(cell)
            for before in self.cells[self.reached : number]:
                if not (before.graded or before.guilty or before.aside):
                    self.unused.ask(self._to_run(before) | {"silent": True}, self.limits.cell)
            self.reached = number
            line = self._line_apart(self.unused)
        except (WireError, KeyError, TypeError, ValueError):
            raise Doubt from None
        self._ask_the_judge(cell, line)
        if cell.node.outputs != told:
            raise Doubt

    def _doubtful(self) -> set[Cell]:
        """The cells that may tell what a process has answered that was asked something hidden before.

        A check that passes tells nothing of the student's, and neither does a hidden test.
        """
        first = next((k for k, cell in enumerate(self.cells) if cell.hidden), len(self.cells))
        return {c for c in self.cells[first + 1 :] if c.told and not (c.graded and (c.hidden or not c.failed))}

    def _same_again(self, cell: Cell) -> bool:
        """Whether the judge hears what it has heard for this cell."""
        line = None if self._late else self._line(cell)
        if line is None:
            return False
        assert self.judge is not None
        message = {"op": "again", "place": self.cells.index(cell), "seconds": self.limits.cell}
        try:
            return bool(self.judge.ask(message, self.limits.cell + 30, (line.channel.fileno(),))["same"])
        except WireError:
            self.judge.end()
            self.judge = self._new_judge(cell)
            return False
        finally:
            line.channel.close()
            line.end()

    def _line(self, cell: Cell) -> Asked | None:
        """A channel to the student's process as it is now, or to a fork of it; None where there is none to be had."""
        while self._ready(cell):
            assert self.student is not None
            try:
                return self._line_apart(self.student) if self.apart else self._line_itself(self.student)
            except NoRoom:
                # Most likely the cell before has filled it.
                self._blame_the_last(cell)
                self._lose_student()
            except (WireError, KeyError, TypeError, ValueError):
                if self.used:
                    raise Doubt from None
                self._lose_student()
        return None

    def _line_itself(self, student: Fork) -> Asked:
        """The process itself answers, and does nothing else until the judge is through."""
        mine, theirs = Channel.pair()
        used, self.used = self.used, True

        def end() -> None:
            try:
                student.expect(time.monotonic() + GRACE)
            except WireError:
                if used:
                    raise Doubt from None
                self._lose_student()

        try:
            student.tell({"op": "serve", "apart": False}, GRACE * 10, (theirs.fileno(),))
        except WireError:
            mine.close()
            raise
        finally:
            theirs.close()
        return Asked(mine, end, used)

    def _line_apart(self, student: Fork) -> Asked:
        """A fork of the process answers."""
        mine, theirs = Channel.pair()
        try:
            message = {"op": "serve", "apart": True}
            pid = int(student.ask(message, GRACE * 10, (theirs.fileno(),))["pid"])
            if pid <= 0:
                raise NoRoom("no more processes")
        except (WireError, KeyError, TypeError, ValueError):
            mine.close()
            raise
        finally:
            theirs.close()
        return Asked(mine, lambda: self._reap(student, pid))

    def _blame_the_last(self, until: Cell) -> None:
        """Leave out the last of the student's own cells that was run."""
        before = self.cells[: self.cells.index(until)]
        last = next((cell for cell in reversed(before) if not cell.locked and not cell.guilty), None)
        if last is not None:
            last.guilty = True

    def _reap(self, student: Fork, pid: int) -> None:
        try:
            student.ask({"op": "reap", "pid": pid}, GRACE * 10)
        except WireError:
            if student is self.unused:
                raise Doubt from None
            self._lose_student()

    def _new_judge(self, until: Cell) -> Fork:
        """A judge that has run the given cells before `until`, without the student's names."""
        fork = self.judge_zygote.fork(self.folder)
        for cell in self.cells:
            if cell is until:
                break
            if cell.locked and not cell.graded:
                with suppress(WireError):
                    fork.ask(self._to_run(cell) | {"names": cell.names}, self.limits.cell + 30)
        return fork


def _is_graded(node: NotebookNode) -> bool:
    nbgrader = node.metadata.get("nbgrader", {})
    return bool(nbgrader.get("grade"))
