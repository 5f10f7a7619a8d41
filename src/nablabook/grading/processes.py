"""The processes of the grader as the driver sees them: two zygotes, and a fork of each for every notebook."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass

from nablabook.grading.confine.cage import kept_environment
from nablabook.grading.confine.limits import Quotas
from nablabook.grading.wire import Channel, Closed, Late, WireError

#: What a warm process needs to find its modules, and the caches of its fonts.
_WARM = "HOME PYTHONPATH PYTHONHOME PYTHONUSERBASE LD_LIBRARY_PATH MPLCONFIGDIR XDG_CACHE_HOME"
WARM = frozenset(_WARM.split())
#: What any process that runs cells has in its environment.
OF_NOTEBOOKS = {"MPLBACKEND": "module://matplotlib_inline.backend_inline", "NBGRADER_EXECUTION": "autograde"}
#: How a warm process's forks run; of one that is shared, its twins' do, which then say so each for itself.
OPEN, CONFINED, SHARED = "open", "confined", "shared"
#: For whoever looks for a fault, and for the tests.
OURS = frozenset({"NABLABOOK_DEBUG", "NABLABOOK_ROUTE"})
#: Seconds that a process has to come into being, and one to end.
BIRTH, END = 30.0, 30.0
#: Seconds that a warm process has to end by itself.
GOODBYE = 5.0


class GraderError(Exception):
    """The grader itself can't work; the message says what to do."""


class Refused(GraderError):
    """The student's code can't be confined on this machine."""

    def __init__(self, why: str) -> None:
        insist = "insist with --unconfined or c.ExecuteApart.unconfined = True"
        super().__init__(f"grading refuses: {why}; run `nablabook doctor`, or {insist}")


@dataclass(frozen=True)
class Ending:
    """How a process ended: its exit code, or minus a signal's number, as far as known; its processor seconds."""

    code: int | None = None
    processor: float = 0.0


class Zygote:
    """A warm process that forks one process a notebook; a shared one forks twins, and no other.

    The beginning of one may be a judge's too, its `branch`.
    """

    def __init__(self, role: str, confined: bool = False, shared: bool = False, branch: Branch | None = None) -> None:
        #: The number is known once it is ready.
        self.role, self.route, self.pid = role, "", 0
        #: Why it doesn't go a stronger way.
        self.passed_over: list[str] = []
        self.channel, theirs = Channel.pair()
        self._start(theirs, confined, SHARED if shared else CONFINED if confined else OPEN, branch)
        theirs.close()

    def _start(self, theirs: Channel, confined: bool, how: str, branch: Branch | None = None) -> None:
        environment = dict(os.environ)
        if confined:
            known = {name: value for name, value in environment.items() if name in WARM | OURS}
            environment = {**kept_environment(environment), **known}
        # A program of its own: never a fork of the process that asks, which may be a server full of threads.
        fds = [theirs.fileno(), *([branch.theirs.fileno()] if branch else [])]
        command = [sys.executable, "-P", "-m", "nablabook.grading.zygote", self.role, how, *map(str, fds)]
        self.process = subprocess.Popen(
            command, pass_fds=fds, stdin=subprocess.DEVNULL, env=environment | OF_NOTEBOOKS
        )
        if branch:
            branch.begin()

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None

    def wait_until_ready(self, seconds: float = 120) -> None:
        deadline = time.monotonic() + seconds
        try:
            self.pid = self.channel.receive(deadline)["pid"]
            said = self.channel.receive(deadline)
        except WireError as error:
            why = f"the grader's {self.role} process does not start ({error})"
            words = f"{why}: set NABLABOOK_DEBUG=1 and try again to see its errors"
            raise GraderError(words) from None
        if "refused" in said:
            raise Refused(f"the student's code can't be confined here: {said['refused']}")
        self.route, self.passed_over = said["route"], said["passed_over"]

    def fork(self, folder: str, quotas: Quotas | None = None) -> Fork:
        """A process for one notebook, working in `folder`, which is the caller's alone, or in a place of its own."""
        mine, theirs = Channel.pair()
        deadline = time.monotonic() + BIRTH
        message = {"op": "fork", "folder": folder, "quotas": asdict(quotas or Quotas())}
        self.channel.send(message, (theirs.fileno(),), deadline)
        theirs.close()
        said = self.channel.receive(deadline)
        if "pid" in said:
            fork = Fork(self, mine, said["pid"])
            # Before this word none of the student's code has run: it can't be forged.
            said = mine.receive(deadline)
            if "there" in said:
                return fork
            fork.end()
        mine.close()
        raise Refused(f"the student's process could not be confined ({said.get('refused')})")

    def tell_of_cells(self, sources: list[str]) -> None:
        """Have it get ready for cells that all forks to come will run: read them, import what they import."""
        self.channel.send({"op": "expect", "sources": sources})

    def wait_for_cells(self) -> int:
        """Until it has done what `tell_of_cells` asked for: how many threads it has then."""
        return int(self.channel.receive(time.monotonic() + BIRTH)["tasks"])

    def close(self) -> None:
        self.channel.close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(GOODBYE)
        self.process.kill()
        self.process.wait()


class Branch(Zygote):
    """A judge's shared warm process, forked from a student's once that has imported what both need.

    It has this process's environment, of which the student's may have no trace, and ends with the other.
    """

    def __init__(self) -> None:
        self.role, self.route, self.pid, self.passed_over = "judge", "", 0, []
        self.channel, self.theirs = Channel.pair()

    def begin(self) -> None:
        """Once the other process has its end: what doesn't fit into a socket waits until somebody reads."""
        self.theirs.close()
        environment = os.environ | OF_NOTEBOOKS
        with suppress(Closed):  # then nobody says that it is ready
            # As bytes: a name or a value may be no text.
            self.channel.send({"environment": {os.fsencode(n): os.fsencode(v) for n, v in environment.items()}})

    def close(self) -> None:
        self.channel.close()


class Twin(Zygote):
    """A fork of a warm process, for a driver of its own; started in no time once the other is ready.

    Several drivers may share their end of the other's channel: what they send is too short to be torn apart, and the
    answer comes from the twin, on its own.
    """

    def __init__(self, role: str, other: Channel, confined: bool = False) -> None:
        self._other = other
        super().__init__(role, confined)

    def _start(self, theirs: Channel, confined: bool, how: str, branch: Branch | None = None) -> None:
        processors = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
        with suppress(Closed):  # then nobody says that it is ready
            self._other.send({"op": "twin", "how": how, "processors": processors}, (theirs.fileno(),))

    @property
    def is_running(self) -> bool:
        # It says nothing unasked: what can be read is its end.
        return not select.select([self.channel], [], [], 0)[0]

    def close(self) -> None:
        if self.pid:
            self._end()
        # One that is yet to come ends by itself: nobody hears that it is ready.
        self.channel.close()

    def _end(self) -> None:
        with suppress(OSError):  # it is gone
            self.channel.sock.shutdown(socket.SHUT_WR)
        try:
            self.channel.receive(time.monotonic() + GOODBYE)
        except Late:
            os.kill(self.pid, signal.SIGKILL)
        except WireError:
            pass


class Fork:
    """A process that serves one notebook."""

    def __init__(self, zygote: Zygote, channel: Channel, pid: int) -> None:
        # The number is its zygote's name for it: in a PID namespace it means another process than here.
        self.zygote, self.channel, self.pid, self.number = zygote, channel, pid, 0
        self.ending: Ending | None = None

    def ask(self, message: dict, seconds: float, fds: tuple[int, ...] = ()) -> dict:
        """The answer to a message; raises `WireError` where none, or another's, comes in time."""
        return self.expect(self.tell(message, seconds, fds))

    def tell(self, message: dict, seconds: float, fds: tuple[int, ...] = ()) -> float:
        """Send a message; by when the answer should come, for `expect`."""
        self.number += 1
        deadline = time.monotonic() + seconds
        self.channel.send({"id": self.number, **message}, fds, deadline)
        return deadline

    def expect(self, deadline: float) -> dict:
        reply = self.channel.receive(deadline)
        if not isinstance(reply, dict) or reply.get("id") != self.number:
            raise WireError("an answer to another question")
        return reply

    def interrupt(self) -> None:
        self.zygote.channel.send({"op": "interrupt", "pid": self.pid})

    def end(self) -> Ending:
        """Kill it with all that it has started; when this returns, nothing of it runs any more."""
        if self.ending is None:
            self.ending = Ending()
            self.channel.close()
            with suppress(Closed):  # its zygote is gone, and it with it
                self.zygote.channel.send({"op": "end", "pid": self.pid})
                said = self.zygote.channel.receive(time.monotonic() + END)["ended"]
                self.ending = Ending(said.get("code"), said.get("processor", 0.0))
        return self.ending
