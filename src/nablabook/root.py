"""Where the course is: commands work from its top, or from any folder below."""

from __future__ import annotations

from pathlib import Path

import click


def course_root() -> Path:
    """The nearest folder, from here upwards, that holds an nbgrader_config.py and a course/."""
    return _nearest("course")


def grading_root() -> Path:
    """The nearest folder that holds an nbgrader_config.py and a source/: grading takes no more."""
    return _nearest("source")


def _nearest(wanted: str) -> Path:
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "nbgrader_config.py").exists() and (folder / wanted).is_dir():
            return folder
    raise click.ClickException(f"this is no course root: go to the folder that holds nbgrader_config.py and {wanted}/")
