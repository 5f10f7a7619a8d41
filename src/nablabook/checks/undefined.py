"""A check whose answer isn't there yet: a card in the place of the traceback of a NameError."""

from __future__ import annotations

import linecache
import os
import re
import sys
from traceback import walk_tb
from types import TracebackType
from typing import Any

from nablabook.build.clear import BEGIN_HIDDEN
from nablabook.checks import card, older
from nablabook.checks.finding import Finding, State

#: How the cell of a check begins.
CHECK = re.compile(r"\s*# Check\b")

BROKEN = "The cell that defines it ended in an error: mend it, run it, and then check again."
NOT_RUN = (
    "Run the cell of your answer, and then this one. Is the name in your cell spelt as it is here? After a pause, all "
    "cells above have to run again: menu Run, Run All Above Selected Cell."
)


def finding(name: str) -> Finding:
    """What is said of a name that a check misses."""
    # Not the name alone: the card would say that an older version of it is checked.
    return Finding(State.NOT_YET, f"{name} is not defined", BROKEN if older.notice([name]) else NOT_RUN)


def watch() -> None:
    """Look at every NameError from now on, where there is an IPython to raise any."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is not None:
        shell.set_custom_exc((NameError,), _told)


def _told(
    shell: Any, kind: type[NameError], error: NameError, trace: TracebackType, tb_offset: int | None = None
) -> list[str]:
    """Show the card for a name that a check asks for in its open part; for any other what IPython always shows."""
    if not _is_asked_for(error, trace):
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
        return []
    line = f"{kind.__name__}: {error}"
    if "NBGRADER_EXECUTION" not in os.environ:
        card.show(finding(error.name))
        line = f"{line}: see the card above."
    shell._showtraceback(kind, error, [line])
    return [line]


def _is_asked_for(error: NameError, trace: TracebackType) -> bool:
    """Whether what ran last is the outermost level of a check, and the name stands in what a student sees of it."""
    *_, (frame, _) = walk_tb(trace)
    source = "".join(linecache.getlines(frame.f_code.co_filename))
    seen = source.partition(BEGIN_HIDDEN)[0]
    at_top = type(error) is NameError and error.name and frame.f_code.co_name == "<module>"
    return bool(at_top and CHECK.match(source) and re.search(rf"\b{re.escape(error.name)}\b", seen))
