"""Asked the same again, does a student's process that has seen no hidden test answer the same?

A function that is tested can keep the inputs of hidden tests where later forks of its process find them: in memory
that forks share, in a file, in a pipe. What such a process says later, as a message or as a value, may be such an
input. So a card that tells a student's words, and a figure of a student's numbers, count only if a process that was
never asked anything hidden gives the same answers to the same questions.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from nablabook.build.clear import BEGIN_HIDDEN
from nablabook.grading.hearing import Heard
from nablabook.grading.wire import Channel, WireError


class Mark:
    """Where the hidden tests of a locked cell begin: to be asked from within the cell, whether it has come there."""

    def __init__(self, source: str, namespace: Mapping[str, Any]) -> None:
        # IPython takes empty lines off the beginning of a cell.
        before, mark, _ = source.lstrip().partition(BEGIN_HIDDEN)
        self._line = before.count("\n") + 1 if mark else None
        self._namespace = namespace

    @property
    def passed(self) -> bool:
        frame = sys._getframe(1) if self._line else None
        while frame is not None:
            if frame.f_code.co_name == "<module>" and frame.f_globals is self._namespace:
                return frame.f_lineno > self._line
            frame = frame.f_back
        return False


def same_again(heard: Heard, channel: Channel, deadline: float) -> bool:
    """Ask what was asked before the hidden tests of a cell; whether all answers are the same."""
    if not heard.complete:
        return False
    again = Heard(heard.start)
    for step in heard.open():
        try:
            channel.send_packed(step.question, deadline=deadline)
            again.add(step.question, channel.receive(deadline), channel.came, hidden=False)
        except WireError:
            return False
        if again.name != step.name:
            return False
    return True
