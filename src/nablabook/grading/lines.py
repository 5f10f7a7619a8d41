"""A line between the judge and a process of the student's, for the tests of one cell."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

from nablabook.grading.processes import Fork
from nablabook.grading.wire import Channel, WireError

#: Seconds that an interrupted cell, or a process that was asked, has to come to its end.
GRACE = 1.0
#: What a process of the student's may make of an answer to the driver.
UNANSWERED = (WireError, KeyError, TypeError, ValueError)


class Doubt(Exception):
    """What went wrong may be the fault of what the process has answered before."""


class NoRoom(WireError):
    """The student's own processes leave no room for one more."""


class Line(NamedTuple):
    """The judge's end of a channel to the student's process, and what is to be done once the judge is through."""

    channel: Channel
    end: Callable[[], None]
    #: Whether it has answered anything before.
    used: bool = False

    def close(self) -> None:
        self.channel.close()
        self.end()


def to_itself(student: Fork, used: bool, lost: Callable[[], object]) -> Line:
    """The process itself answers, and does nothing else until the judge is through.

    `lost` is called where it doesn't come back from that.
    """
    mine, theirs = Channel.pair()

    def end() -> None:
        try:
            student.expect(time.monotonic() + GRACE)
        except WireError:
            lost()

    try:
        student.tell({"op": "serve", "apart": False}, GRACE * 10, (theirs.fileno(),))
    except WireError:
        mine.close()
        raise
    finally:
        theirs.close()
    return Line(mine, end, used)


def to_a_fork(student: Fork, lost: Callable[[], object]) -> Line:
    """A fork of the process answers; `lost` is called where the process can't bury it."""
    mine, theirs = Channel.pair()
    try:
        message = {"op": "serve", "apart": True}
        pid = int(student.ask(message, GRACE * 10, (theirs.fileno(),))["pid"])
        if pid <= 0:
            raise NoRoom("no more processes")
    except UNANSWERED:
        mine.close()
        raise
    finally:
        theirs.close()

    def end() -> None:
        try:
            student.ask({"op": "reap", "pid": pid}, GRACE * 10)
        except WireError:
            lost()

    return Line(mine, end)
