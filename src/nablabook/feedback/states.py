"""The states of an exercise, in the words of the page."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class State(Enum):
    """Three are the checks' own (a test holds the words together), three come from the grading.

    The most pressing comes first: an exercise of several parts shows the first that one of them is in.
    """

    DID_NOT_RUN = "Did not run"
    NOT_YET = "Not yet"
    NOT_STARTED = "Not started"
    WAITING = "Waiting for a grader"
    GRADED = "Graded by a person"
    PASSED = "Passed"

    @property
    def slug(self) -> str:
        """The name for style and icon."""
        return self.name.lower().replace("_", "-")


def foremost(states: Iterable[State]) -> State:
    """The state of a whole, from those of its parts."""
    found = set(states)
    return next(state for state in State if state in found)
