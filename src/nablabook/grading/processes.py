"""The processes of the grader as the driver sees them: two zygotes, and a fork of each for every notebook."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

from nablabook.grading.wire import Channel, WireError


class GraderError(Exception):
    """The grader itself can't work; the message says what to do."""


class Zygote:
    """A warm process that forks one process a notebook."""

    def __init__(self, role: str) -> None:
        self.role = role
        mine, theirs = Channel.pair()
        environment = {**os.environ, "MPLBACKEND": "module://matplotlib_inline.backend_inline"}
        environment["NBGRADER_EXECUTION"] = "autograde"
        # A program of its own: never a fork of the process that asks, which may be a server full of threads.
        command = [sys.executable, "-P", "-m", "nablabook.grading.zygote", role, str(theirs.fileno())]
        self.process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env=environment)
        theirs.close()
        self.channel = mine

    def wait_until_ready(self, seconds: float = 120) -> None:
        try:
            self.channel.receive(time.monotonic() + seconds)
        except WireError as error:
            why = f"the grader's {self.role} process does not start ({error})"
            words = f"{why}: set NABLABOOK_DEBUG=1 and try again to see its errors"
            raise GraderError(words) from None

    def fork(self, folder: str) -> Fork:
        """A process for one notebook, working in `folder`."""
        mine, theirs = Channel.pair()
        self.channel.send({"folder": folder}, (theirs.fileno(),))
        theirs.close()
        return Fork(mine, self.channel.receive(time.monotonic() + 30)["pid"])

    def close(self) -> None:
        self.channel.close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        self.process.kill()
        self.process.wait()


class Fork:
    """A process that serves one notebook."""

    def __init__(self, channel: Channel, pid: int) -> None:
        self.channel, self.pid, self.number = channel, pid, 0

    def ask(self, message: dict, seconds: float, fds: tuple[int, ...] = ()) -> dict:
        """The answer to a message; raises `WireError` where none, or another's, comes in time."""
        self.number += 1
        deadline = time.monotonic() + seconds
        self.channel.send({"id": self.number, **message}, fds, deadline)
        return self.expect(deadline)

    def expect(self, deadline: float) -> dict:
        reply = self.channel.receive(deadline)
        if not isinstance(reply, dict) or reply.get("id") != self.number:
            raise WireError("an answer to another question")
        return reply

    def interrupt(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGINT)

    def end(self) -> None:
        """Kill it with its process group; its zygote buries it."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self.channel.close()
