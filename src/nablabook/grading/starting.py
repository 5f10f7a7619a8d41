"""How a warm process comes into being: as a program, as a branch of another's beginning, as a twin of another."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

from nablabook.grading.confine.cage import kept_environment
from nablabook.grading.processes import Zygote
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
#: Seconds that a warm process has to end by itself.
GOODBYE = 5.0


class Program(Zygote):
    """A program of its own: never a fork of the process that asks, which may be a server full of threads.

    A shared one forks twins, and nothing else. Its beginning may be a judge's too, its `branch`.
    """

    def __init__(self, role: str, confined: bool = False, shared: bool = False, branch: Branch | None = None) -> None:
        super().__init__(role)
        environment = dict(os.environ)
        if confined:
            known = {name: value for name, value in environment.items() if name in WARM | OURS}
            environment = {**kept_environment(environment), **known}
        how = SHARED if shared else CONFINED if confined else OPEN
        ends = [zygote._theirs for zygote in (self, branch) if zygote]
        fds = [end.fileno() for end in ends]
        command = [sys.executable, "-P", "-m", "nablabook.grading.zygote", role, how, *map(str, fds)]
        self.process = subprocess.Popen(
            command, pass_fds=fds, stdin=subprocess.DEVNULL, env=environment | OF_NOTEBOOKS
        )
        for end in ends:
            end.close()
        if branch:
            branch.begin()

    @property
    def is_running(self) -> bool:
        # A confined one has a process below it, which holds the channel for a moment longer.
        return self.process.poll() is None and super().is_running

    def close(self) -> None:
        super().close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(GOODBYE)
        self.process.kill()
        self.process.wait()


class Branch(Zygote):
    """A judge's shared warm process, forked from a student's once that has imported what both need.

    It has this process's environment, of which the student's may have no trace, and ends with the other.
    """

    def __init__(self) -> None:
        super().__init__("judge")

    def begin(self) -> None:
        """Once the other process runs: what doesn't fit into a socket waits until somebody reads."""
        environment = os.environ | OF_NOTEBOOKS
        with suppress(Closed):  # then nobody says that it is ready
            # As bytes: a name or a value may be no text.
            self.channel.send({"environment": {os.fsencode(n): os.fsencode(v) for n, v in environment.items()}})


class Twin(Zygote):
    """A fork of a warm process, for a driver of its own; started in no time once the other is ready.

    Several drivers may share their end of the other's channel: what they send is too short to be torn apart, and the
    answer comes from the twin, on its own.
    """

    def __init__(self, role: str, other: Channel, confined: bool = False) -> None:
        super().__init__(role)
        processors = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
        message = {"op": "twin", "how": CONFINED if confined else OPEN, "processors": processors}
        with suppress(Closed):  # then nobody says that it is ready
            other.send(message, (self._theirs.fileno(),))
        self._theirs.close()

    def close(self) -> None:
        if self.pid:
            self._end()
        # One that is yet to come ends by itself: nobody hears that it is ready.
        super().close()

    def _end(self) -> None:
        with suppress(OSError):  # it is gone
            self.channel.sock.shutdown(socket.SHUT_WR)
        try:
            self.channel.receive(time.monotonic() + GOODBYE)
        except Late:
            os.kill(self.pid, signal.SIGKILL)
        except WireError:
            pass
