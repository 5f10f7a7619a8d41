"""The one kind of error that an author can cause: it names the file and the line."""

from __future__ import annotations

from pathlib import Path


class MasterError(Exception):
    """Something in course/ that can't be built: "course/.../exercise.py:12: what is wrong and what to do"."""

    def __init__(self, path: Path | str, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
