"""The questions of the sheets that the course answers, and which room answers which."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path

from nablabook.build.errors import MasterError
from nablabook.build.master import Assignment


def read_questions(root: Path) -> dict[str, str]:
    """Question id -> what it asks, from course/sheets.toml."""
    file = root / "course" / "sheets.toml"
    if not file.exists():
        return {}
    try:
        sheets = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise MasterError("course/sheets.toml", 1, f"this is no TOML: {error}") from None
    return {f"{sheet}.{item}": text for sheet, items in sheets.items() for item, text in items["questions"].items()}


def coverage(assignments: Iterable[Assignment]) -> dict[str, list[str]]:
    """Question id -> the rooms that name it."""
    rooms: dict[str, list[str]] = {}
    for assignment in assignments:
        for room in assignment.rooms:
            for question in {q for cell in room.cells for q in cell.sheet}:
                rooms.setdefault(question, []).append(f"{assignment.name}/{room.name}")
    return rooms
