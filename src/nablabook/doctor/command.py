"""The command `nablabook doctor`."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from nablabook.doctor.findings import Finding, look

if TYPE_CHECKING:
    from nablabook.doctor.sandbox import Sandbox

COLUMNS = ("", "what", "seen", "what helps")


@click.command()
def doctor() -> None:
    """Say what is missing on this machine, and what mends it.

    Tries each promise of the sandbox that submissions are run in; exit 1 where something needed is missing.
    """
    from nablabook.doctor.sandbox import examine  # here: no other command pays for the grader
    from nablabook.root import course_root

    try:
        course: Path | None = course_root()
    except click.ClickException:
        course = None
    console = Console()
    found = look(course)
    _show(console, "This machine", found)
    with console.status("Trying the sandbox") if console.is_terminal else contextlib.nullcontext():
        sandbox = examine()
    title = f"The sandbox, by {sandbox.route}: a submission ..." if sandbox.route else "The sandbox"
    _show(console, title, sandbox.findings)
    missing = [f for f in [*found, *sandbox.findings] if f.needed and not f.good]
    console.print(_summary(sandbox, missing), soft_wrap=True)
    if missing:
        raise SystemExit(1)


def _summary(sandbox: Sandbox, missing: list[Finding]) -> str:
    if not missing:
        return "Everything needed is here, and every promise is kept."
    if any(f in sandbox.findings for f in missing):
        refuses = "Grading refuses on this machine."
        return f"{refuses} To run submissions without a sandbox all the same: c.ExecuteApart.unconfined = True"
    return f"{len(missing)} missing."


def _show(console: Console, title: str, findings: list[Finding]) -> None:
    if not console.is_terminal:
        console.print(title, soft_wrap=True)
        for finding in findings:
            parts = [_mark(finding), finding.words, finding.seen, *([finding.help] if not finding.good else [])]
            console.print("  " + " | ".join(filter(None, parts)), soft_wrap=True, markup=False, highlight=False)
        return
    table = Table(*COLUMNS, title=title, title_justify="left")
    for finding in findings:
        style = "green" if finding.good else "red" if finding.needed else "yellow"
        help = finding.help if not finding.good else ""
        table.add_row(f"[{style}]{_mark(finding)}[/]", finding.words, finding.seen, help)
    console.print(table)


def _mark(finding: Finding) -> str:
    return "ok" if finding.good else "MISSING" if finding.needed else "note"
