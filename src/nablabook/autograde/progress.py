"""How far a class is: a bar with the time left on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

#: Seconds between two lines.
QUIET = 30.0


@contextmanager
def bar(console: Console, total: int) -> Iterator[Callable[[object], None]]:
    """Gives a function that is called after each of `total` submissions."""
    if not console.is_terminal:
        yield _lines(console, total)
        return
    columns = (
        TextColumn("Grading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left:"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda _: progress.advance(task)


def _lines(console: Console, total: int) -> Callable[[object], None]:
    started = told = time.monotonic()
    count = 0

    def step(_: object) -> None:
        nonlocal told, count
        count += 1
        now = time.monotonic()
        if now - told >= QUIET and count < total:
            told = now
            left = (now - started) / count * (total - count)
            console.print(f"{count} of {total} graded, about {left / 60:.0f} minutes left", highlight=False)

    return step
