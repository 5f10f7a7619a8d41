"""A proof as a ledger of lines, checked line by line."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from nablabook.checks.finding import Finding, State
from nablabook.checks.proof.ledger import Ledger, Task, examine
from nablabook.checks.proof.reader import read
from nablabook.checks.proof.worlds import Targets
from nablabook.checks.report import report
from nablabook.checks.text import kind

#: A proof of more lines has gone astray.
MOST_LINES = 40


def derivation(
    lines: Sequence[str] | str,
    *,
    start: str,
    goal: str,
    known: Collection[str] = (),
    targets: str = "one-hot",
    name: str = "proof",
) -> None:
    """Hold a proof of start = goal against numbers and algebra, each line against the one before.

    `known` names the vectors whose derivatives by a logit may be used without a proof ("P"). `targets` is the most
    that may be claimed about y: "anything" (nothing), "sum to one" or "one-hot".

    Raises `NotYet` for the first line that can't be read, does not follow, or does too much at once.
    """
    most = Targets[targets.upper().replace(" ", "_").replace("-", "_")]
    task = Task(_expression(start), _expression(goal), frozenset(known), most)
    report(_find(lines, task, name))


def _expression(text: str) -> Any:
    return read(text).sides[0]


def _find(lines: Any, task: Task, name: str) -> Finding:
    if lines is Ellipsis:
        return Finding(State.NOT_STARTED, name, f"{name} is still `...`: put your lines there.")
    if isinstance(lines, str):
        lines = lines.strip().splitlines()
    if not isinstance(lines, list | tuple):
        return Finding(State.NOT_YET, name, f"{name} is {kind(lines)}. A proof is a list of lines, each in quotes.")
    while lines and (lines[-1] is Ellipsis or lines[-1] == ""):
        lines = lines[:-1]
    if any(line is Ellipsis for line in lines):
        at = next(number for number, line in enumerate(lines, start=1) if line is Ellipsis)
        lead = f"Line {at} is still `...`, and there are lines after it: put a line there, or take the `...` out."
        return Finding(State.NOT_YET, name, lead)
    odd = next((number for number, line in enumerate(lines, start=1) if not isinstance(line, str)), None)
    if odd is not None:
        return Finding(State.NOT_YET, name, f"Line {odd} is {kind(lines[odd - 1])}. Put each line in quotes.")
    if len(lines) > MOST_LINES:
        lead = f"{name} has {len(lines)} lines; {MOST_LINES} are the most. Look for a shorter way."
        return Finding(State.NOT_YET, name, lead)
    return _told(examine(task, [line for line in lines if line.strip()]), name)


def _told(ledger: Ledger, name: str) -> Finding:
    trouble = ledger.trouble
    if trouble is None:
        return Finding(State.PASSED, name, "", ledger=ledger.rows)
    if trouble.not_started:
        return Finding(State.NOT_STARTED, name, trouble.lead)
    shown = {"Numbers that show it": trouble.numbers, "Where it is": trouble.where}
    details = tuple((title, "\n".join(lines)) for title, lines in shown.items() if lines)
    return Finding(State.NOT_YET, name, trouble.lead, trouble.cause, details=details, ledger=ledger.rows)
