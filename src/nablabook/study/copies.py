"""A learner's copies in study/: made once from release/, and the learner's own from then on."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

FOLDER = "study"


def released(root: Path) -> list[str]:
    """The names of the released notebooks, in the course's order."""
    return sorted(path.stem for path in (root / "release").glob("*/*.ipynb") if path.stem == path.parent.name)


def notebook(root: Path, name: str) -> Path:
    """Where the learner's copy of a notebook is, or will be."""
    return root / FOLDER / name / f"{name}.ipynb"


def make(root: Path) -> list[Path]:
    """Copy each released notebook that study/ does not hold yet; the new copies. What is there is never touched."""
    new = []
    for name in released(root):
        copy = notebook(root, name)
        if os.path.lexists(copy):
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        # Under another name first: half a copy would pass for the learner's own work ever after.
        part = copy.with_suffix(f".part{os.getpid()}")
        try:
            shutil.copyfile(root / "release" / name / copy.name, part)
            part.rename(copy)
        finally:
            part.unlink(missing_ok=True)
        new.append(copy)
    return new
