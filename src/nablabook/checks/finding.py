"""What a check found out, and the exception that carries it: one line, whoever prints it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from nablabook.checks.proof.ledger import Row

#: The format under which a number of points carries the line of its finding (see `tables.Points`).
PARTLY = "application/vnd.nablabook.finding"


class State(Enum):
    """The states of an exercise, in the words that the card shows."""

    PASSED = "Passed"
    NOT_YET = "Not yet"
    NOT_STARTED = "Not started"
    #: An answer whose form alone is looked at (a choice, a shape): the hidden tests say whether it is right.
    NOTED = "Noted"
    #: What a cell shows with an answer that is written and fails there; its own check says more.
    STOPPED = "Doesn't work here"

    @property
    def fails(self) -> bool:
        return self in (State.NOT_YET, State.NOT_STARTED)


@dataclass(frozen=True)
class Pair:
    """The student's array beside the expected one, with the wrong entries marked."""

    where: str
    got: np.ndarray
    expected: np.ndarray
    wrong: np.ndarray | None


@dataclass(frozen=True)
class Finding:
    """The result of one check.

    `lead` says what is so, `cause` what it looks like (empty where nothing fits), `details` what is worth unfolding
    as (title, text) pairs.
    """

    state: State
    exercise: str
    lead: str
    cause: str = ""
    pair: Pair | None = None
    details: tuple[tuple[str, str], ...] = field(default=())
    hidden: bool = False
    #: The lines of a proof, each with its mark.
    ledger: tuple[Row, ...] = field(default=())
    #: Whether the details are there to be read at once.
    unfolded: bool = False

    @property
    def line(self) -> str:
        """Everything that matters in one line of plain text."""
        text = f"{self.exercise}: {self.lead}" if self.lead else self.exercise
        if self.cause:
            text += f" Likely cause: {self.cause}"
        return " ".join(text.split())


class NotYet(AssertionError):
    """A check that is not passed. IPython and nbgrader show its one line and no traceback of ours."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(" ".join(finding.line for finding in findings))
        self.findings = findings

    @property
    def finding(self) -> Finding:
        return self.findings[0]

    def _render_traceback_(self, *_: Any) -> list[str]:
        """What IPython shows in the place of a traceback: below the card a few words, under nbgrader everything."""
        if "NBGRADER_EXECUTION" in os.environ:
            return [" ".join(f"{finding.state.value} · {finding.line}" for finding in self.findings)]
        names = ", ".join(dict.fromkeys(finding.exercise for finding in self.findings))
        return [f"{self.finding.state.value} · {names}: see the card above."]
