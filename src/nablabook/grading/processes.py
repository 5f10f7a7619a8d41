"""The processes of the grader as the driver sees them: two zygotes, and a fork of each for every notebook."""

from __future__ import annotations

import select
import time
from contextlib import suppress
from dataclasses import asdict, dataclass

from nablabook.grading.confine.limits import Quotas
from nablabook.grading.wire import Channel, Closed, WireError

#: Seconds that a process has to come into being, and one to end.
BIRTH, END = 30.0, 30.0


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
    """A warm process that forks one process a notebook; `starting` has the ways in which one comes into being."""

    def __init__(self, role: str) -> None:
        #: The number is known once it is ready.
        self.role, self.route, self.pid = role, "", 0
        #: Why it doesn't go a stronger way.
        self.passed_over: list[str] = []
        self.channel, self._theirs = Channel.pair()

    @property
    def is_running(self) -> bool:
        """Whether it is, once it is ready: it says nothing unasked, so what can be read is its end."""
        is_open = self.channel.fileno() >= 0
        return is_open and not select.select([self.channel], [], [], 0)[0]

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
        """Have it end, and all its forks."""
        self.channel.close()


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
