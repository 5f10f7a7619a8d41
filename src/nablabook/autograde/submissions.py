"""Which submissions there are, and which of them are due: looked for by name, never by a pattern.

nbgrader finds folders by patterns that are made of their names; a name that is a pattern itself, or has a line break,
is lost there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc


@dataclass(frozen=True)
class Submission:
    """What one student has handed in for an assignment."""

    student: str
    folder: Path
    #: Where the graded notebooks go.
    graded: Path
    notebooks: tuple[Path, ...]

    @property
    def is_due(self) -> bool:
        """Whether it was not graded yet, or was handed in again since, as nbgrader decides it."""
        if not self.graded.exists():
            return True
        new, old = _time(self.folder), _time(self.graded)
        return new is not None and old is not None and new > old


def submissions(course: CourseDirectory, assignment: str) -> Iterator[Submission]:
    """All of them, by the order of the students' ids."""
    # The place of the student's id in the path; a name that nobody has stands for it.
    mark = "\x00"
    parts = Path(course.format_path(course.submitted_directory, mark, assignment)).parts
    place = next((k for k, part in enumerate(parts) if mark in part), None)
    if place is None:
        return
    above, pattern, below = Path(*parts[:place]), parts[place], parts[place + 1 :]
    fits = re.compile(re.escape(pattern).replace(re.escape(mark), "(?P<student>.+)", 1), re.DOTALL)
    for entry in sorted(above.iterdir()) if above.is_dir() else ():
        found = fits.fullmatch(entry.name)
        folder = entry.joinpath(*(part.replace(mark, found["student"]) for part in below)) if found else entry
        if found and not entry.name.startswith(".") and folder.is_dir():
            student = found["student"]
            graded = Path(course.format_path(course.autograded_directory, student, assignment))
            yield Submission(student, folder, graded, tuple(_notebooks(folder)))


def without(found: Collection[Submission], excluded: str) -> list[Submission]:
    """Those whose ids are not in nbgrader's list of excluded ones, which commas part."""
    out = set(excluded.split(",")) if excluded else set()
    return [submission for submission in found if submission.student not in out]


def _notebooks(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix == ".ipynb" and not path.name.startswith("."))


def _time(folder: Path) -> object:
    """When it was handed in, by its timestamp.txt; None where that says nothing."""
    try:
        text = (folder / "timestamp.txt").read_text().strip()
        return parse_utc(text) if text else None
    except (OSError, ValueError, OverflowError):
        return None
