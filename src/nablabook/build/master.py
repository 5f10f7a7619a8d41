"""Reading masters: one exercise.py, a percent script, becomes a list of cells with their roles."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

import jupytext

from nablabook.build.errors import MasterError

#: role -> what it is, as authors are told.
ROLES = {
    "text": "a statement or a hint (markdown, the default)",
    "given": "locked code",
    "figure": "locked code, folded away: what it shows is what counts",
    "answer": "the student's cell",
    "check": "the visible check",
    "hidden": "the hidden tests of the check before them",
    "note": "a cell of the student's own, not graded",
    "essay": "prose for a person to grade",
}
MARKER = re.compile(r"^# %%")
#: What several notebooks say in the same words stands once, in course/words.toml; a text calls it by its name.
SHARED = re.compile(r"\{\{([a-z ]+)\}\}")


@dataclass(frozen=True)
class Cell:
    """One cell of a master. `line` is that of its `# %%` marker, for messages."""

    role: str
    source: str
    line: int
    points: float | None = None
    sheet: tuple[str, ...] = ()

    @property
    def is_code(self) -> bool:
        return self.role in ("given", "figure", "answer", "check", "hidden")


@dataclass(frozen=True)
class Room:
    """One exercise: a folder of course/, its cells in order. `path` is its exercise.py as messages name it."""

    name: str
    folder: Path
    path: Path
    cells: tuple[Cell, ...]

    def fail(self, line: int, message: str) -> MasterError:
        return MasterError(self.path, line, message)

    @property
    def answers(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.role == "answer"]


@dataclass(frozen=True)
class Assignment:
    """One folder of course/, which becomes one notebook of the same name."""

    name: str
    rooms: tuple[Room, ...]


def read_course(root: Path) -> list[Assignment]:
    """All assignments below root/course, in the order of their names."""
    course = root / "course"
    folders = sorted(p for p in course.glob("[0-9]*") if p.is_dir()) if course.is_dir() else []
    if not folders:
        raise MasterError(course, 1, "no assignment found: a folder such as 01_gradient_descent is expected here")
    return [read_assignment(root, folder) for folder in folders]


def read_assignment(root: Path, folder: Path) -> Assignment:
    """One assignment: its rooms are the folders with an exercise.py, in the order of their names."""
    scripts = sorted(folder.glob("[0-9]*/exercise.py"))
    if not scripts:
        raise MasterError(
            folder.relative_to(root), 1, "no room found: a folder such as 10_name/exercise.py is expected"
        )
    return Assignment(folder.name, tuple(read_room(root, script) for script in scripts))


def read_room(root: Path, script: Path) -> Room:
    """One room from its exercise.py."""
    path = script.relative_to(root)
    words = read_words(root)
    cells = [_with_words(cell, words, path) for cell in parse(script.read_text(encoding="utf-8"), path)]
    return Room(script.parent.name, script.parent, path, tuple(cells))


def read_words(root: Path) -> dict[str, str]:
    """Name -> the words that several notebooks share, from course/words.toml."""
    file = root / "course" / "words.toml"
    if not file.exists():
        return {}
    try:
        return {name: " ".join(text.split()) for name, text in tomllib.loads(file.read_text(encoding="utf-8")).items()}
    except (tomllib.TOMLDecodeError, AttributeError) as error:
        raise MasterError("course/words.toml", 1, f"this is no TOML of names and texts: {error}") from None


def _with_words(cell: Cell, words: dict[str, str], path: Path) -> Cell:
    """The cell with the shared words in the place of their names."""
    if cell.role != "text":
        return cell
    for offset, line in enumerate(cell.source.splitlines(), start=1):
        for name in SHARED.findall(line):
            if name not in words:
                known = ", ".join(words) or "none"
                raise MasterError(
                    path, cell.line + offset, f"{{{{{name}}}}} is not in course/words.toml (known: {known})"
                )
    return replace(cell, source=SHARED.sub(lambda found: words[found[1]], cell.source))


def parse(text: str, path: Path) -> list[Cell]:
    """The cells of a percent script."""
    markers = [i for i, line in enumerate(text.splitlines(), start=1) if MARKER.match(line)]
    if not markers or markers[0] != 1:
        raise MasterError(path, 1, "the script must begin with a cell marker such as `# %% [markdown]`")
    notebook = jupytext.reads(text, fmt="py:percent")
    if len(notebook.cells) != len(markers):
        raise MasterError(path, 1, f"{len(markers)} cell markers, but jupytext reads {len(notebook.cells)} cells")
    return [_cell(node, line, path) for node, line in zip(notebook.cells, markers, strict=True)]


def _cell(node: dict, line: int, path: Path) -> Cell:
    metadata = {key: value for key, value in node["metadata"].items() if key != "lines_to_next_cell"}
    markdown = node["cell_type"] == "markdown"
    role = metadata.pop("role", "text" if markdown else None)
    points, sheet = metadata.pop("points", None), metadata.pop("sheet", "")
    known = ", ".join(ROLES)
    if role is None:
        raise MasterError(path, line, f'a code cell needs a role, such as `# %% role="given"` (known: {known})')
    if role not in ROLES:
        raise MasterError(path, line, f"unknown role {role!r} (known: {known})")
    if metadata:
        raise MasterError(path, line, f"unknown cell option {', '.join(metadata)} (known: role, points, sheet)")
    if markdown != (role in ("text", "note", "essay")):
        kind = "a markdown" if markdown else "a code"
        raise MasterError(path, line, f"{kind} cell can't have the role {role!r}")
    if points is not None and (isinstance(points, bool) or not isinstance(points, int | float) or points < 0):
        raise MasterError(path, line, f"points={points!r} is no number of points")
    return Cell(role, node["source"], line, points, tuple(str(sheet).split()))
