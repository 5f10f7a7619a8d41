"""The command `nablabook autograde`."""

from __future__ import annotations

import os

import click

from nablabook import garbage


@click.command()
@click.argument("assignment")
@click.option("--jobs", "-j", type=click.IntRange(1), help="Worker processes; as many as there are processors.")
@click.option("--student", "students", multiple=True, metavar="ID", help="Only this student's; may be given again.")
@click.option("--force", "-f", is_flag=True, help="Grade again what was graded before.")
@click.option(
    "--unconfined", is_flag=True, help="Run submissions without the sandbox, with all rights of this account."
)
def autograde(assignment: str, jobs: int | None, students: tuple[str, ...], force: bool, unconfined: bool) -> None:
    """Grade what was handed in for ASSIGNMENT, on all processors.

    Files and rows are those of `nbgrader autograde`. Exit 1 where a submission got no verdict.
    """
    from nablabook.autograde import server
    from nablabook.tools import put_on_path

    put_on_path()
    with server.zygotes() as zygotes:
        garbage.put_off()
        # All of nbgrader comes with these, while the zygotes import as much.
        from rich.console import Console

        from nablabook.autograde.run import Order, run
        from nablabook.root import grading_root

        garbage.settle()
        # No sooner: the judges' zygote is the last to be ready, and what else is imported would hold it up.
        server.start()
        order = Order(assignment, jobs or processors(), students, force, unconfined)
        summary = run(grading_root(), order, zygotes, Console(stderr=True))
    for line in summary.lines():
        click.echo(line)
    if summary.interrupted:
        raise SystemExit(130)
    if summary.refused:
        raise SystemExit(1)


def processors() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
