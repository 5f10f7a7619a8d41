"""One command on one class, with a clock and an eye on the memory."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import click
import psutil
from nbgrader.api import Gradebook

#: Seconds between two looks at the memory: a look takes some of a processor itself.
LOOK = 4.0


@dataclass
class Graded:
    """One run of a command on a class: seconds, submissions, and the most memory in MB."""

    seconds: float
    submissions: int
    memory: float = 0.0

    @property
    def each(self) -> float:
        return self.seconds / self.submissions

    def each_of(self, submissions: int, start: float) -> float:
        """Seconds a submission in a larger class, over which the seconds of the start are spread."""
        return (self.seconds - start) / self.submissions + start / submissions


def grade(folder: Path, name: str, stock: bool) -> Graded:
    """Time the command, and the most memory that it and all below it take together."""
    module = ["nbgrader"] if stock else ["nablabook.cli"]
    command = [sys.executable, "-m", *module, "autograde", name]
    count = len(list((folder / "submitted").iterdir()))
    most = [0]
    started = time.perf_counter()
    with (folder / "output.txt").open("w") as output:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        watcher = threading.Thread(target=_watch, args=(process, most))
        watcher.start()
        code = process.wait()
    seconds = time.perf_counter() - started
    watcher.join()
    if code:
        raise click.ClickException(f"{' '.join(command[2:])} failed: {(folder / 'output.txt').read_text()[-500:]}")
    return Graded(seconds, count, most[0] / 1e6)


def _watch(process: subprocess.Popen, most: list[int]) -> None:
    """Proportional set sizes: what processes share is counted once."""
    while process.poll() is None:
        total = 0
        try:
            above = psutil.Process(process.pid)
            for each in (above, *above.children(recursive=True)):
                try:
                    total += each.memory_full_info().pss
                except (psutil.Error, AttributeError):
                    continue
        except psutil.Error:
            return
        most[0] = max(most[0], total)
        time.sleep(LOOK)


def scores(folder: Path, name: str, students: int) -> list[tuple]:
    """The automatic scores of the first students."""
    found = []
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}", "nablabook") as book:
        for number in range(students):
            notebook = book.find_submission_notebook(name, name, f"s{number:04}")
            found += [(number, g.name, g.auto_score, g.needs_manual_grade) for g in notebook.grades]
    return sorted(found)
