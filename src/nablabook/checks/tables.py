"""Tables of small answers: chosen symbols, shapes, chains of factors; graded entry by entry.

The visible check looks at the form alone, as that of choices does. The hidden one gives part of the points for part of
the entries: nbgrader takes the number that a graded cell ends with for its points, where the cell raised nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from nablabook.checks.choices import NOTED
from nablabook.checks.finding import PARTLY, Finding, NotYet, State
from nablabook.checks.report import report
from nablabook.checks.text import kind, listed

#: More options than these are not listed in a message.
MOST_OPTIONS = 12
#: So many of the wrong entries' sentences are told at once.
MOST_CAUSES = 3

#: What says of a wrong entry what it looks like: sentences by value, or a function of the entry ("" where unknown).
Says = Mapping[Any, str] | Callable[[Any], str]


class Points(float):
    """Points for a table of which a part is right: the value of the cell, with its finding beside the number."""

    finding: Finding

    def __new__(cls, points: float, finding: Finding) -> Points:
        self = super().__new__(cls, points)
        self.finding = finding
        return self

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {PARTLY: self.finding.line}


def table(
    answers: Mapping[str, Any],
    *,
    rows: Sequence[str],
    options: Sequence[Any] | Mapping[str, Sequence[Any]],
    columns: Sequence[str] = (),
    lists: Sequence[str] = (),
    right: Mapping[str, Any] | None = None,
    says: Mapping[str, Says] | None = None,
    points: float = 0,
    about: str = "",
    name: str = "table",
) -> Points | None:
    """Hold a table, a dict of the `rows`, against what its entries may be; and against `right`, in a hidden test.

    With `columns` a row is a list of as many entries, called "input of f"; without, it is one entry, called "f".
    An entry is one of the `options`, and for a row or column named in `lists` a list of them: a shape, or a product
    in its order. `options` are the same for all, or a dict: row or column -> options.

    `right` has the form of the answer; a function in it says of an entry whether it is right. `says` maps an entry to
    what its wrong values look like. Where some entries are right, the share of `points` that they earn is returned, in
    halves and rounded down: this has to be the last expression of its cell, and the build sees to it.
    """
    form = _Form(rows, columns, options, lists, name)
    finding = form.complaint(answers)
    if finding is None and right is None:
        finding = Finding(State.NOTED, name, NOTED)
    if finding is not None:
        report(finding)
        return None
    entries, expected = form.entries(answers), form.entries(right)
    wrong = [entry for entry in entries if not _is_right(entries[entry], expected[entry])]
    if not wrong:
        report(Finding(State.PASSED, name, "Every entry is right.", hidden=True))
        return None
    return _partly(name, entries, wrong, says or {}, points, about)


def _partly(
    name: str, entries: Mapping[str, Any], wrong: list[str], says: Mapping[str, Says], points: float, about: str
) -> Points | None:
    """Tell which entries are wrong; the points of the others, or `NotYet` where these are none."""
    count = len(entries) - len(wrong)
    earned = math.floor(2 * points * count / len(entries)) / 2
    lead = (
        f"In a hidden test ({about}) {count} of {len(entries)} entries {'is' if count == 1 else 'are'} right. "
        f"Not right yet: {listed(wrong)}."
    )
    causes = dict.fromkeys(_sentence(says.get(entry, {}), entries[entry]) for entry in wrong)
    cause = " ".join([words for words in causes if words][:MOST_CAUSES])
    finding = Finding(State.NOT_YET, name, lead, cause, hidden=True)
    try:
        report(finding)
    except NotYet:
        if not earned:
            raise
    return Points(earned, finding) if earned else None


def _is_right(entry: Any, expected: Any) -> bool:
    return bool(expected(entry)) if callable(expected) else entry == expected


def _sentence(says: Says, entry: Any) -> str:
    return says(entry) if callable(says) else says.get(entry, "")


class _Form:
    """What the entries of a table are called, and what each may be."""

    def __init__(
        self,
        rows: Sequence[str],
        columns: Sequence[str],
        options: Sequence[Any] | Mapping[str, Sequence[Any]],
        lists: Sequence[str],
        name: str,
    ) -> None:
        self.rows, self.columns, self.options, self.lists, self.name = rows, columns, options, lists, name

    def entries(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Every entry by what it is called; lists of options as tuples."""
        return {label: _plain(value) for label, _, _, value in self._each(answers)}

    def complaint(self, answers: Any) -> Finding | None:
        """What is amiss with the form, None where nothing is; what is still open comes first."""
        if answers is Ellipsis:
            return self._open([self.name], all_of_it=True)
        if not isinstance(answers, Mapping):
            return self._not_yet(f"{self.name} is {kind(answers)}, expected a dict with the rows {listed(self.rows)}.")
        missing = [row for row in self.rows if row not in answers]
        if missing:
            return self._not_yet(f"{self.name} has no row {listed(missing)}: the rows are {listed(self.rows)}.")
        if len(answers) > len(self.rows):
            extra = listed([repr(row)[:40] for row in answers if row not in self.rows])
            return self._not_yet(f"{self.name} has a row too many, {extra}: the rows are {listed(self.rows)}.")
        for row in self.rows:
            value = answers[row]
            if self.columns and value is not Ellipsis and not self._is_row(value):
                wanted = f"a list of {len(self.columns)}, {listed(self.columns)}"
                return self._not_yet(f"The row {row} is {_told(value)}, expected {wanted}.")
        return self._in_entries(answers)

    def _in_entries(self, answers: Mapping[str, Any]) -> Finding | None:
        each = list(self._each(answers))
        waiting = [label for label, _, _, value in each if _is_open(value)]
        if waiting:
            return self._open(waiting, all_of_it=len(waiting) == len(each))
        for label, row, column, value in each:
            complaint = self._in_entry(value, row, column)
            if complaint:
                return self._not_yet(f"{label} = {_told(value)} {complaint}")
        return None

    def _in_entry(self, value: Any, row: str, column: str) -> str:
        options = self.options
        if isinstance(options, Mapping):
            options = options[column] if column in options else options[row]
        many = row in self.lists or column in self.lists
        shown = [repr(option) for option in options]
        offered = listed(shown if len(shown) <= MOST_OPTIONS else [*shown[:MOST_OPTIONS], "more"])
        if many and not isinstance(value, list | tuple):
            return f"is no list: put it in brackets, [...], with entries out of {offered}."
        if not many:
            if _is_one_of(value, options):
                return ""
            return _quoted(value, options) or f"is none of what may stand there: {offered}."
        odd = [item for item in value if not _is_one_of(item, options)]
        quoted = _quoted(odd[0], options) if odd else ""
        if quoted:
            return f"has {_told(odd[0])} in it, which {quoted}"
        return f"has {_told(odd[0])} in it. What may stand there: {offered}." if odd else ""

    def _is_row(self, value: Any) -> bool:
        return isinstance(value, list | tuple) and len(value) == len(self.columns)

    def _each(self, answers: Mapping[str, Any]) -> Iterator[tuple[str, str, str, Any]]:
        """Each entry: what it is called, its row, its column, its value."""
        for row in self.rows:
            if not self.columns:
                yield row, row, "", answers[row]
                continue
            values = [...] * len(self.columns) if answers[row] is Ellipsis else answers[row]
            for column, value in zip(self.columns, values, strict=True):
                yield f"{column} of {row}", row, column, value

    def _open(self, labels: list[str], all_of_it: bool) -> Finding:
        if all_of_it:
            return Finding(State.NOT_STARTED, self.name, f"{self.name} is still empty: put your answers there.")
        still = "is still `...`" if len(labels) == 1 else "are still `...`"
        # What begins with the name of a column is a description; the name of a row stays as it is.
        open_ones = listed(labels)
        if self.columns:
            open_ones = open_ones[0].upper() + open_ones[1:]
        lead = f"{open_ones} {still}. Fill every entry, with a guess if need be: a wrong one costs itself alone."
        return self._not_yet(lead)

    def _not_yet(self, lead: str) -> Finding:
        return Finding(State.NOT_YET, self.name, lead)


def _is_open(value: Any) -> bool:
    return value is Ellipsis or (isinstance(value, list | tuple) and any(item is Ellipsis for item in value))


def _is_one_of(value: Any, options: Sequence[Any]) -> bool:
    """Whether a plain word or number is among the options; True is no 1."""
    value = _plain(value)
    if not isinstance(value, str | int | float):
        return False
    return any(value == option and isinstance(value, bool) == isinstance(option, bool) for option in options)


def _quoted(value: Any, options: Sequence[Any]) -> str:
    """What is said of a number in quotes, "" of anything else."""
    numbers = [option for option in options if isinstance(option, int | float) and not isinstance(option, bool)]
    meant = [option for option in numbers if str(option) == _plain(value)]
    return f"is a string. The number is written without quotes: {meant[0]}." if meant else ""


def _plain(value: Any) -> Any:
    """Lists as tuples, numpy's numbers as Python's, words without spaces around them."""
    if isinstance(value, list | tuple):
        return tuple(_plain(item) for item in value)
    if hasattr(value, "item") and getattr(value, "shape", None) == ():
        return value.item()
    return value.strip() if isinstance(value, str) else value


def _told(value: Any) -> str:
    """A value in a message: what it is where it can't be an entry, so that nothing strange is printed."""
    plain = _plain(value)
    simple = isinstance(plain, str | int | float) or (
        isinstance(plain, tuple) and all(isinstance(item, str | int | float) for item in plain)
    )
    return repr(value)[:60] if simple else kind(value)
