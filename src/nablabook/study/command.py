"""The commands for self-study."""

from __future__ import annotations

from pathlib import Path

import click

from nablabook.root import course_root
from nablabook.study import copies


@click.command()
@click.argument("notebook", required=False)
@click.option("--no-browser", is_flag=True, help="Open no browser; print the address to open.")
@click.option("--port", type=click.IntRange(1, 65535), help="Serve on this port; Jupyter's own choice otherwise.")
def lab(notebook: str | None, no_browser: bool, port: int | None) -> None:
    """Open JupyterLab on your own copies of the released notebooks, in study/.

    NOTEBOOK is the one to open, such as 01_gradient_descent; the first one otherwise.
    """
    root = course_root()
    names = copies.released(root)
    if not names:
        raise click.ClickException("release/ holds no notebooks: run `nablabook build` first")
    # A path does too: it is what the shell completes.
    name = Path(notebook).stem if notebook else names[0]
    if name not in names:
        raise click.ClickException(f"there is no notebook {notebook}; there are: {', '.join(names)}")
    try:
        new = copies.make(root)
    except OSError as error:
        raise click.ClickException(f"can't make your copies in {copies.FOLDER}/: {_reason(error)}") from None
    for path in new:
        click.echo(f"{path.relative_to(root).as_posix()}: your copy to work in")

    from nablabook.study import lab as jupyter

    click.echo("Starting JupyterLab; Ctrl-C stops it.")
    try:
        jupyter.start(root, name, browser=not no_browser, port=port)
    except OSError as error:
        raise click.ClickException(f"JupyterLab could not start: {_reason(error)}") from None


def _reason(error: OSError) -> str:
    """Why, and of which file."""
    return f"{error.strerror or error}" + (f": {error.filename}" if error.filename else "")
