"""Answers that are older than their cell: it ran again, ended in an error, and the name kept what it meant before."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import Any

from nablabook.checks.finding import NotYet

NOTICE = "When the cell of your answer last ran, it ended in an error: this checks an older version of it."

#: What a cell binds at its outermost level. Read from the text, since a cell with a syntax error has no other form.
BOUND = re.compile(r"^(?:def[ \t]+(\w+)|(\w[\w, \t]*)=(?!=))", re.MULTILINE)

_failed: set[str] = set()


def notice(names: Iterable[str]) -> str:
    """A word of warning where the last cell that binds one of `names` ended in an error, else ""."""
    return NOTICE if not _failed.isdisjoint(names) else ""


def after_a_cell(result: Any) -> None:
    """Note what a cell has bound, or failed to. A check that isn't passed has bound nothing, and failed in nothing."""
    error = result.error_before_exec or result.error_in_exec
    if isinstance(error, NotYet):
        return
    found = BOUND.findall(str(getattr(result.info, "raw_cell", "")))
    bound = {name for function, targets in found for name in re.findall(r"\w+", function or targets)}
    if error is None:
        _failed.difference_update(bound)
    else:
        _failed.update(bound)


def watch() -> None:
    """Look at every cell that runs from now on, where there is an IPython to run any."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is not None:
        shell.events.register("post_run_cell", after_a_cell)
