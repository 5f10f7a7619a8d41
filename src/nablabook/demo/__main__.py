"""`make demo`, which is `python -m nablabook.demo`: a class from nothing, and its table of grades."""

from __future__ import annotations

import sys

import click
from rich.console import Console

from nablabook.root import course_root


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--assignment", metavar="NAME", help="What the class hands in; without it, the course's first.")
def main(assignment: str | None) -> None:
    """Build and release the course in demo/, hand in for a sample class, grade it; print the grades and why."""
    # These take seconds to import, which --help need not.
    from nablabook.build.errors import MasterError
    from nablabook.demo.pipeline import DemoError
    from nablabook.demo.run import run

    # A line of mathematics must not end the demo where the output's alphabet is a small one.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    try:
        run(course_root(), Console(highlight=False), assignment)
    except (MasterError, DemoError, OSError) as error:
        raise click.ClickException(str(error)) from None


if __name__ == "__main__":
    main(prog_name="python -m nablabook.demo")
