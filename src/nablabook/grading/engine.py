"""The grader: two warm processes, and a notebook run by forks of them."""

from __future__ import annotations

import atexit
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_locked

from nablabook.grading.cells import Cells, Limits
from nablabook.grading.confine import probe
from nablabook.grading.confine.limits import Quotas
from nablabook.grading.lines import Doubt
from nablabook.grading.processes import GraderError, Refused, Zygote
from nablabook.grading.run import Run
from nablabook.grading.starting import Program, Twin
from nablabook.grading.wire import Channel, WireError


@dataclass(frozen=True)
class Shared:
    """The channels of zygotes that have twins for all who grade, None for zygotes of one's own."""

    judges: Channel | None = None
    #: Where it can be confined: no other is shared.
    students: Channel | None = None


class Grader:
    """The two zygotes; `run` is safe to call from one thread at a time."""

    def __init__(
        self, unconfined: bool = False, memory: str = "", remembers: bool = True, shared: Shared | None = None
    ) -> None:
        self.unconfined = unconfined
        # Private to this account, and out of sight of a confined process.
        self._own = None if memory or not remembers else tempfile.TemporaryDirectory(prefix="nablabook-memory-")
        self.memory = self._own.name if self._own else memory
        #: Notebooks' locked cells that the zygotes are ready for.
        self._expected: set[str] = set()
        # Both start at once.
        shared = shared or Shared()
        if shared.students and not unconfined:
            self.student: Zygote = Twin("student", shared.students, confined=True)
        else:
            self.student = Program("student", confined=not unconfined)
        self.judge = Twin("judge", shared.judges) if shared.judges else Program("judge")
        try:
            self.student.wait_until_ready()
            if not unconfined:
                probe.insist(self.student)
            self.judge.wait_until_ready()
        except (GraderError, WireError):
            self.close()
            raise

    @property
    def works(self) -> bool:
        """Whether both zygotes are still running."""
        return self.student.is_running and self.judge.is_running

    def close(self) -> None:
        self.student.close()
        self.judge.close()
        if self._own:
            self._own.cleanup()

    def run(self, notebook: NotebookNode, limits: Limits | None = None, quotas: Quotas | None = None) -> NotebookNode:
        """The notebook with the outputs of its cells; every graded cell that could not be run has an error."""
        self._expect(notebook)
        limits, quotas, started = limits or Limits(), quotas or Quotas(), time.monotonic()
        try:
            self._run(notebook, limits, quotas, started, apart=False)
        except Doubt:
            self._run(notebook, limits, quotas, started, apart=True)
        return notebook

    def _run(self, notebook: NotebookNode, limits: Limits, quotas: Quotas, started: float, apart: bool) -> None:
        with tempfile.TemporaryDirectory(prefix="nablabook-", ignore_cleanup_errors=True) as folder:
            cells = Cells(notebook, limits, quotas, started)
            run = Run(self.student, self.judge, cells, folder, self.memory, apart)
            try:
                run.all_cells()
            finally:
                run.end()

    def _expect(self, notebook: NotebookNode) -> None:
        """Tell the zygotes of the locked cells, unless that was done for a notebook before.

        A fork can read whatever its zygote was told: the student's hears of no test.
        """
        locked = [cell for cell in notebook.cells if cell.cell_type == "code" and is_locked(cell)]
        wanted = [cell for cell in locked if cell.source not in self._expected]
        if wanted:
            self._expected.update(cell.source for cell in wanted)
            self.judge.tell_of_cells([cell.source for cell in wanted])
            self.student.tell_of_cells([cell.source for cell in wanted if not is_grade(cell)])
            if max([zygote.wait_for_cells() for zygote in (self.student, self.judge)]) > 1:
                raise GraderError("what the notebook's given cells import starts threads, and a fork would hang")


_lock = threading.Lock()
_warm: Grader | None = None
_timer: threading.Timer | None = None
_refusal: tuple[float, Refused] | None = None
#: A folder with what several processes that grade remember (`memory`), "" for one of this process's own.
shared_memory = ""
#: The zygotes that several such processes share.
shared = Shared()
#: Seconds after which unused processes end.
IDLE = 60.0


@contextmanager
def warm_grader(unconfined: bool = False) -> Iterator[Grader]:
    """The grader of this process, started at first use, kept warm between notebooks, ended when idle."""
    global _warm, _timer, _refusal
    with _lock:
        if _timer is not None:
            _timer.cancel()
        if _warm is not None and (not _warm.works or _warm.unconfined != unconfined):
            close_warm()
        if _warm is None:
            if not unconfined and _refusal is not None and time.monotonic() < _refusal[0] + IDLE:
                raise _refusal[1]
            try:
                _warm = Grader(unconfined, shared_memory, shared=shared)
            except Refused as refused:
                # A class has many submissions, and trying anew for each takes seconds.
                _refusal = time.monotonic(), refused
                raise
        try:
            yield _warm
        except WireError:  # a zygote that answers late would answer the next question
            close_warm()
            raise
        finally:
            _timer = threading.Timer(IDLE, _close_idle)
            _timer.daemon = True
            _timer.start()


def _close_idle() -> None:
    with _lock:
        close_warm()


@atexit.register
def close_warm() -> None:
    """End the warm processes, if there are any, and forget a refusal."""
    global _warm, _refusal
    _refusal = None
    if _warm is not None:
        _warm.close()
        _warm = None
