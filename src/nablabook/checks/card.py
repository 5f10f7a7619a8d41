"""The card: a finding as HTML with a plain-text twin.

Every word of a student goes through Jinja's autoescape. The style sheet travels with each card, so that a card looks
the same in JupyterLab, on nbgrader's pages and in a saved notebook; where a page strips it (an untrusted notebook),
headings, tables and words still say everything.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from nablabook.checks import older
from nablabook.checks.finding import Finding, Pair, State
from nablabook.checks.text import number, shape

#: An array is shown up to this many rows and columns; of a larger one, the part around the first wrong entry.
MOST = 8

ICONS = {State.PASSED: "✓", State.NOT_YET: "✗", State.NOT_STARTED: "○", State.NOTED: "•", State.STOPPED: "✗"}
#: The marks of a proof's lines, by the names of `proof.ledger.Mark`.
LINE_MARKS = {"FOLLOWS": "✓", "CLAIMED": "✓", "FAILS": "✗", "UNREADABLE": "✗", "TOO_MUCH": "!", "WAITING": "·"}
#: What a wrong entry is called in each of the two tables.
MARKS = {"Yours": "wrong", "Expected": "expected"}
CLASSES = {
    State.PASSED: "pass",
    State.NOT_YET: "fail",
    State.NOT_STARTED: "todo",
    State.NOTED: "todo",
    State.STOPPED: "fail",
}
#: How a pass looks that an older version of the answer has earned: its icon, its words and its class.
OLDER = ("!", "An older version passed", "old")


@dataclass(frozen=True)
class Entry:
    """One number of a table; `mark` says in a word why it stands out: "wrong" among yours, "expected" beside it."""

    text: str
    mark: str = ""


@dataclass(frozen=True)
class Table:
    """One array as rows of entries; `note` says which part of it is shown."""

    caption: str
    rows: list[list[Entry]]
    note: str = ""


def tables(pair: Pair) -> list[Table]:
    """Yours and expected, cut to the same window where they have one shape."""
    made = []
    for name, array, other in (("Yours", pair.got, pair.expected), ("Expected", pair.expected, pair.got)):
        same = array.shape == other.shape
        wrong = pair.wrong if pair.wrong is not None and same else np.zeros(array.shape, dtype=bool)
        made.append(_table(name, array, other if same else None, wrong, MARKS[name]))
    return made


def _table(name: str, array: np.ndarray, other: np.ndarray | None, wrong: np.ndarray, mark: str) -> Table:
    size = "×".join(map(str, array.shape)) if array.ndim > 1 else shape(array.shape)
    caption = f"{name} · {size}" if array.ndim else f"{name} · one number"
    grid, marks = _as_grid(array), _as_grid(wrong)
    # Only a wrong entry needs as many digits as tell it from the other.
    beside = None if other is None else _as_grid(other)
    rows, columns = _window(marks, 0), _window(marks, 1)
    entries = [
        [
            Entry(
                number(grid[i, j], beside[i, j] if beside is not None and marks[i, j] else None),
                mark if marks[i, j] else "",
            )
            for j in columns
        ]
        for i in rows
    ]
    cut = len(rows) < grid.shape[0] or len(columns) < grid.shape[1]
    # A vector is shown as one row, and has none.
    place = f"rows {_range(rows)}, columns {_range(columns)}" if array.ndim > 1 else f"entries {_range(columns)}"
    note = f"{place} of it" if cut else ""
    return Table(caption, entries, note)


def _as_grid(array: np.ndarray) -> np.ndarray:
    """Rows and columns: a vector is one row, more than two axes fold into rows."""
    if array.ndim < 2:
        return array.reshape(1, -1)
    return array.reshape(-1, array.shape[-1]) if array.size else array.reshape(0, 0)


def _window(marks: np.ndarray, axis: int) -> range:
    size = marks.shape[axis]
    if size <= MOST:
        return range(size)
    hits = np.flatnonzero(marks.any(axis=1 - axis))
    first = int(hits[0]) if hits.size else 0
    start = min(max(first - MOST // 2, 0), size - MOST)
    return range(start, start + MOST)


def _range(window: range) -> str:
    return f"{window.start} to {window.stop - 1}" if len(window) > 1 else str(window.start)


def html(finding: Finding) -> str:
    """The card as HTML."""
    notice = stale_notice(finding)
    icon, state, kind = _head(finding, notice)
    return _template().render(
        finding=finding,
        state=state,
        icon=icon,
        kind=kind,
        tables=tables(finding.pair) if finding.pair is not None else [],
        marks=LINE_MARKS,
        style=_style(),
        notice=notice,
    )


def text(finding: Finding) -> str:
    """The card in plain text."""
    notice = stale_notice(finding)
    icon, state, _ = _head(finding, notice)
    lines = [f"{icon} {state} · {finding.exercise}", *filter(None, (finding.lead, notice))]
    if finding.cause:
        lines.append(f"Likely cause: {finding.cause}")
    for row in finding.ledger:
        lines.append(f"  {LINE_MARKS[row.mark.name]} {row.number}  {row.source}")
    for table in tables(finding.pair) if finding.pair is not None else []:
        note = f" ({table.note})" if table.note else ""
        lines.append(f"{table.caption}{note}")
        lines += ["  " + "  ".join(f"({e.text})" if e.mark == "wrong" else e.text for e in row) for row in table.rows]
    for title, body in finding.details:
        lines += [f"{title}:", *(f"  {line}" for line in body.splitlines())]
    return "\n".join(lines)


def _head(finding: Finding, notice: str) -> tuple[str, str, str]:
    """Icon, words and class of a card: a pass of an older answer is no pass of what stands in the cell."""
    if notice and finding.state is State.PASSED:
        return OLDER
    return ICONS[finding.state], finding.state.value, CLASSES[finding.state]


def show(finding: Finding) -> None:
    """Show the card where the check was called: in a notebook as HTML, elsewhere as text."""
    if in_notebook():
        from IPython.display import display

        display({"text/html": html(finding), "text/plain": text(finding)}, raw=True)
    else:
        print(text(finding))


def stale_notice(finding: Finding) -> str:
    """A word of warning where an answer's cell ended in an error, so that an older answer is checked."""
    return "" if finding.hidden else older.notice(finding.exercise.split(", "))


def in_notebook() -> bool:
    """Whether IPython is here to display HTML; a terminal of IPython's shows the plain text."""
    ipython = sys.modules.get("IPython")
    return ipython is not None and ipython.get_ipython() is not None


@cache
def _template():
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup, escape

    def code(sentence: str) -> Markup:
        """What stands between backticks as code; everything is escaped first."""
        return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(sentence))))

    loader = FileSystemLoader(Path(__file__).with_name("templates"))
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["code"] = code
    return environment.get_template("card.html")


@cache
def _style() -> str:
    return Path(__file__).with_name("templates").joinpath("card.css").read_text(encoding="utf-8")
