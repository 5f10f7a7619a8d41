"""The command line: small verbs, each a thin call into the package."""

from __future__ import annotations

import click

from nablabook import __version__
from nablabook.autograde.command import autograde
from nablabook.doctor.command import doctor
from nablabook.root import course_root
from nablabook.study import command as study


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="nablabook")
def main() -> None:
    """Nablabook: a workbook on the gradients of neural networks, and the grader that marks it."""


@main.command()
@click.option("--check", is_flag=True, help="Write nothing; exit 1 and name the files that are out of date.")
def build(check: bool) -> None:
    """Build source/ and release/ from course/."""
    from nablabook.build import stages
    from nablabook.build.errors import MasterError

    root = course_root()
    try:
        expected = stages.expected_files(root)
    except (MasterError, stages.BuildError) as error:
        raise click.ClickException(str(error)) from None
    if check:
        wrong = stages.stale(root, expected)
        for path in wrong:
            click.echo(f"{path} is out of date: run `nablabook build`", err=True)
        if wrong:
            raise SystemExit(1)
        click.echo(f"{len(expected)} built files are up to date")
        return
    changed = stages.write(root, expected)
    for path in changed:
        click.echo(f"wrote {path}" if path in expected else f"removed {path.parent}")
    click.echo(f"{len(expected)} built files, {len(changed)} changed")


main.add_command(study.lab)
main.add_command(autograde)
main.add_command(doctor)


if __name__ == "__main__":
    main()
