"""What `make bench` prints: how well mistakes are named, and how long a check takes."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from nablabook.build.master import read_course
from nablabook.build.variants import read_variants
from nablabook.proving.generic import generic_wrongs
from nablabook.proving.workbench import Task, Workbench, tasks

ROOT = Path(__file__).resolve().parent.parent
#: Times that each measurement is taken; the median is printed.
RUNS = 7


def main() -> None:
    console = Console()
    console.print(naming())
    console.print(check_times())
    console.print(import_times())


def naming() -> Table:
    """Over the variants of every room: what is refused, what is named, what is refused though it is right."""
    table = Table("notebook", "right", "refused", "wrong", "refused", "named", "another's", "generic", "refused")
    for assignment in read_course(ROOT):
        bench = Workbench(assignment)
        right = wrong = refused_right = refused = named = others = made = refused_made = 0
        for task in tasks(assignment):
            for variant in (v for v in read_variants(task.room) if v.answer in task.names):
                verdict = bench.judge(task, variant.as_answer(task.answer.source))
                if not variant.wrong:
                    right += 1
                    refused_right += not verdict.passed
                    continue
                wrong += 1
                refused += not verdict.passed
                named += variant.says in verdict.said
                found = [f for f in (verdict.visible, verdict.hidden) if f is not None and f.cause]
                others += any(variant.says not in f.line for f in found)
            for spoiled in generic_wrongs(task):
                made += 1
                refused_made += not bench.judge(task, spoiled.answer).passed
        share = f"{named} ({named / wrong:.0%})"
        counts = (right, refused_right, wrong, refused, share, others, made, refused_made)
        table.add_row(assignment.name, *map(str, counts))
    table.caption = "generic: made by machine; those not refused equal the reference on every input"
    return table


def check_times() -> Table:
    """Milliseconds of a visible check, torch imported, median of RUNS: the reference, the right variant that takes
    longest, and the first wrong one."""
    table = Table("exercise", "a passing check, ms", "the longest right answer", "a named mistake")
    for assignment in read_course(ROOT):
        bench = Workbench(assignment)
        for task in tasks(assignment):
            reference = task.answer.source
            variants = [v for v in read_variants(task.room) if v.answer in task.names]
            right = (_median(bench, task, v.as_answer(reference)) for v in variants if not v.wrong)
            wrong = next(v for v in variants if v.wrong)
            table.add_row(
                task.label,
                f"{_median(bench, task, reference):.1f}",
                f"{max(right):.1f}",
                f"{_median(bench, task, wrong.as_answer(reference)):.1f}",
            )
    return table


def _median(bench: Workbench, task: Task, answer: str) -> float:
    return 1000 * statistics.median(bench.time_visible(task, answer) for _ in range(RUNS))


def import_times() -> Table:
    """Seconds that a fresh Python takes for an import, median of RUNS."""
    table = Table("import", "s")
    for module in ("numpy", "nablabook.checks", "torch"):
        times = []
        for _ in range(RUNS):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", f"import {module}"], check=True)
            times.append(time.perf_counter() - start)
        table.add_row(module, f"{statistics.median(times):.2f}")
    return table


if __name__ == "__main__":
    main()
