"""Why one of the student's own cells stopped, with its line: a traceback without the traceback."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nbformat import NotebookNode

from nablabook.feedback.scrub import cut, plain, scrub

#: How nbgrader and our grader say that a cell ran too long, and that Python ended.
TIMEOUTS = frozenset({"CellTimeoutError", "KeyboardInterrupt"})
DEAD = frozenset({"DeadKernelError"})
FRAME = re.compile(r"Cell In\[(\d+)\], line (\d+)")
#: A SyntaxError says its line in its message too.
LINE_AT_END = re.compile(r"\s*\(line \d+\)$")
SECONDS = re.compile(r"(\d+(?:\.\d+)?) ?s(?:econds?)?\b")


@dataclass(frozen=True)
class Mishap:
    """An error of one cell: what it was, and where in the cell, as far as that is known."""

    name: str
    message: str = ""
    line: int | None = None
    code: str = ""
    timeout: bool = False


def errors(cell: NotebookNode) -> list[NotebookNode]:
    """The error outputs of a cell; a timeout leaves two."""
    return [output for output in cell.get("outputs", []) if output.output_type == "error"]


def mishap(cell: NotebookNode, limit: float | None = None) -> Mishap | None:
    """What stopped a cell of the student's, in words, or None where it ran to its end."""
    found = errors(cell)
    if not found:
        return None
    error = next((e for e in found if e.ename in TIMEOUTS), found[-1])
    line, text = _place(cell, found)
    if error.ename in TIMEOUTS:
        return Mishap(f"Stopped after running {too_long(found, limit)}", "", line, text, timeout=True)
    if error.ename in DEAD:
        return Mishap("Ended Python itself", "", line, text)
    message = LINE_AT_END.sub("", cut(scrub(error.evalue), 20, 1500).strip())
    return Mishap(scrub(error.ename)[:80], message, line, text)


def too_long(found: Iterable[NotebookNode], limit: float | None) -> str:
    """ "longer than 15 seconds": the limit from the error, else the one that is configured."""
    said = next((m for e in found if e.ename in TIMEOUTS and (m := SECONDS.search(str(e.evalue)))), None)
    seconds = float(said[1]) if said else limit
    return "longer than it may" if seconds is None else f"longer than {seconds:g} seconds"


def _place(cell: NotebookNode, found: Iterable[NotebookNode]) -> tuple[int | None, str]:
    """The last line of this very cell that a traceback names, with what stands there."""
    lines = cell.source.split("\n")
    traceback = plain("\n".join(str(part) for error in found for part in error.get("traceback", [])))
    numbers = [int(line) for count, line in FRAME.findall(traceback) if count == str(cell.execution_count)]
    if not numbers or not 1 <= numbers[-1] <= len(lines):
        return None, ""
    return numbers[-1], plain(lines[numbers[-1] - 1]).strip()[:200]
