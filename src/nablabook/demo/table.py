"""The table of grades, and below it why each point was lost."""

from __future__ import annotations

import textwrap

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from nablabook.demo.marks import Mark, Result

#: Stands for points that a person has to give.
WAITS = "?"


def grades(title: str, results: list[Result], width: int) -> RenderableType:
    """Points by student and exercise. Where the names of the exercises don't fit, numbers stand for them."""
    most = _by_exercise(results[0].marks)
    heads, below = list(most), []
    names = max(len(result.submission.student.name) for result in results)
    if names + sum(len(head) + 3 for head in heads) + len(" total ") + 6 > width:
        below += _legend(heads, width)
        heads = [str(i) for i in range(1, len(heads) + 1)]
    table = Table(title=title, title_justify="left", show_footer=True)
    table.add_column("student", "of", no_wrap=True)
    for head, marks in zip(heads, most.values(), strict=True):
        table.add_column(head, _points(sum(m.most for m in marks)), justify="right", no_wrap=True)
    table.add_column("total", _points(sum(m.most for m in results[0].marks)), justify="right", style="bold")
    for result in results:
        cells = [Text(_sum(marks), _style(marks)) for marks in _by_exercise(result.marks).values()]
        table.add_row(result.submission.student.name, *cells, _total(result))
    if any(_waits(result) for result in results):
        below.append(Text(f"{WAITS} waits for a person to grade it."))
    return Group(table, *below)


def reasons(results: list[Result]) -> RenderableType:
    """Every student who lost points: what was handed in, and what the student is told of it."""
    table = Table(title="Why points were lost", title_justify="left", box=None, pad_edge=False, show_header=False)
    table.add_column("exercise", no_wrap=True)
    table.add_column("points", justify="right", no_wrap=True)
    table.add_column("told", ratio=1)
    for result in results:
        lost = [mark for mark in result.marks if mark.why]
        if lost:
            table.add_row()
            table.add_row(Text(result.submission.student.name, "bold"), "", Text(result.submission.story, "italic"))
        for mark in lost:
            table.add_row(f"  {mark.exercise}", f"−{_points(mark.most - (mark.points or 0))}", Text(mark.why))
    return table


def show(console: Console, title: str, results: list[Result]) -> None:
    """Both, on the console."""
    console.print()
    console.print(grades(title, results, console.width))
    console.print()
    console.print(reasons(results))
    console.print()


def _legend(heads: list[str], width: int) -> list[Text]:
    """Number and name of each exercise, in lines that never part the two."""
    named = " · ".join(f"{i}\N{NO-BREAK SPACE}{head}" for i, head in enumerate(heads, start=1))
    lines = textwrap.wrap(named, width, break_long_words=False, break_on_hyphens=False)
    return [Text(line.replace("\N{NO-BREAK SPACE}", " ")) for line in lines]


def _by_exercise(marks: tuple[Mark, ...]) -> dict[str, list[Mark]]:
    exercises: dict[str, list[Mark]] = {}
    for mark in marks:
        exercises.setdefault(mark.exercise, []).append(mark)
    return exercises


def _sum(marks: list[Mark]) -> str:
    """The points of an exercise; "2+?" where a part of it waits."""
    known = [mark.points for mark in marks if mark.points is not None]
    parts = [_points(sum(known))] if known else []
    return "+".join(parts + [WAITS] * (len(known) < len(marks)))


def _style(marks: list[Mark]) -> str:
    """All points, none, or something between, in colour beside the number."""
    points = sum(mark.points or 0 for mark in marks)
    return "green" if points == sum(mark.most for mark in marks) else "" if points else "red"


def _total(result: Result) -> str:
    return _points(result.total) + (f"+{WAITS}" if _waits(result) else "")


def _waits(result: Result) -> bool:
    return any(mark.points is None for mark in result.marks)


def _points(value: float) -> str:
    return f"{value:g}"
