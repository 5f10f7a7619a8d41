"""What a warm process does to be the start of processes that run a notebook; by itself, nothing."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Sequence
from typing import Any

from nablabook.grading.confine.limits import Quotas

#: All that a confined process keeps of its environment, and the beginnings of further names.
_KEPT = "PATH LANG LANGUAGE TZ MPLBACKEND NBGRADER_EXECUTION PYTHONHASHSEED PYTHONUTF8"
KEPT = frozenset(_KEPT.split())
KEPT_BEGINNINGS = ("LC_", "OMP_", "OPENBLAS_", "MKL_", "VECLIB_")
#: Seconds in which what was killed has to be gone.
BURIAL = 5.0


class CannotConfine(Exception):
    """What a confinement needs is missing here; the message says what."""


class Cage:
    """A warm process's way to fork: this one confines nothing, and is the judge's."""

    name = "unconfined"
    #: Why stronger ways were not taken.
    passed_over: Sequence[str] = ()

    def start(self) -> None:
        """Before anything is imported; may go on in a fork, and leave the caller to wait for it."""

    def close_doors(self) -> None:
        """Once all is imported."""

    def grown(self) -> None:
        """Once more has been imported."""

    def prepare(self, folder: str) -> None:
        """Before a fork: make its scratch folder, where that is one on the disk. Raises `CannotConfine`, OSError."""

    def fork(self) -> int:
        """os.fork(), whose child belongs to the cage."""
        return os.fork()

    def enter(self, folder: str, quotas: Quotas, fd: int) -> None:
        """In a fork: confine it, for good. It keeps the descriptor `fd`, and works in a scratch folder."""
        os.setsid()
        os.chdir(folder)

    def forked(self, pid: int, folder: str, quotas: Quotas) -> None:
        """After a fork, in the warm process."""

    def interrupt(self, pid: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT)

    def end(self, pid: int) -> dict[str, Any]:
        """Kill a fork with all that it has started, and bury it; how it ended and what it used."""
        ended = _ended(pid)  # that it ended by itself is worth telling
        if ended is None:
            self.kill(pid)
            ended = _ended(pid, BURIAL)
        self.sweep(pid)
        return ended or {}

    def kill(self, pid: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)

    def sweep(self, pid: int) -> None:
        """After a fork's end: see to what it has left running."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)

    def watch(self) -> float | None:
        """Look after the forks; the seconds until the next time, None for never."""
        return None


def _ended(pid: int, seconds: float = 0) -> dict[str, Any] | None:
    """How the process ended, None while it runs; waits for up to `seconds`."""
    deadline = time.monotonic() + seconds
    pause = 0.0002
    while True:
        try:
            found, status, used = os.wait4(pid, os.WNOHANG)
        except ChildProcessError:
            return {}
        if found:
            return {"code": os.waitstatus_to_exitcode(status), "processor": used.ru_utime + used.ru_stime}
        if time.monotonic() > deadline:
            return None
        time.sleep(pause)
        pause = min(2 * pause, 0.01)


def kept_environment(environment: dict[str, str]) -> dict[str, str]:
    """Of an environment, what a process that runs strangers' code may know."""
    return {k: v for k, v in environment.items() if k in KEPT or k.startswith(KEPT_BEGINNINGS)}


def forget_the_rest(home: str, fd: int) -> None:
    """Give up what was inherited: every descriptor but `fd` and the three bare ones, and the environment."""
    import tempfile

    os.closerange(3, fd)
    os.closerange(fd + 1, 65_536)
    null = os.open(os.devnull, os.O_RDWR)
    for bare in (0, 1, 2):
        os.dup2(null, bare)
    os.close(null)
    kept = kept_environment(dict(os.environ))
    os.environ.clear()
    programs = os.pathsep.join([os.path.dirname(sys.executable), "/usr/local/bin", "/usr/bin", "/bin"])
    os.environ.update(kept, PATH=programs, HOME=home, TMPDIR=home, USER="student", LOGNAME="student")
    tempfile.tempdir = None
    os.umask(0o077)
