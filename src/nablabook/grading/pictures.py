"""A memory of pictures: one that was drawn for a submission is not drawn again for the next.

What a figure of a given cell shows is decided by the cell's source, by what the names in it stand for when it starts,
and by what the student's process answers while it runs. Where all of that is the same, so is the picture.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from matplotlib.figure import Figure

from nablabook.build import names
from nablabook.grading import contents
from nablabook.plots import showing

#: Pictures that are kept. One has some 20 kB.
MOST = 5000
#: Modules whose answers differ each time: Python seeds `random` anew in every fork.
CHANGING = frozenset({"random", "time", "datetime", "uuid", "secrets", "os", "sys", "platform", "resource", "psutil"})


class Transcript(Protocol):
    """What the student's process has answered so far, as a name; None where an answer is missing."""

    def so_far(self) -> str | None: ...


class Pictures:
    """The pictures of one folder. Several processes may share it."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)

    def get(self, name: str, make: Callable[[], bytes]) -> bytes:
        """The picture of this name, made if need be. A folder that can't be read or written costs only time."""
        path = self.folder / name
        try:
            return path.read_bytes()
        except OSError:
            picture = make()
        try:
            if len(os.listdir(self.folder)) < MOST:
                handle, unfinished = tempfile.mkstemp(dir=self.folder)
                with os.fdopen(handle, "wb") as file:
                    file.write(picture)
                os.replace(unfinished, path)
        except OSError:
            pass
        return picture


def remembering(folder: str, source: str, namespace: Mapping[str, Any], transcript: Transcript | None) -> None:
    """From now on `showing` looks for its pictures here: a cell with this source is about to be run."""
    start = _start(source, namespace)
    if start is None:
        showing.remembered = None
        return
    pictures, count = Pictures(folder), 0

    def remembered(figure: Figure, make: Callable[[Figure], bytes]) -> bytes:
        nonlocal count
        count += 1
        heard = transcript.so_far() if transcript else ""
        if heard is None:
            return make(figure)
        size = figure.get_size_inches().tolist()
        name = hashlib.blake2b(repr((start, heard, count, size)).encode(), digest_size=20).hexdigest()
        return pictures.get(name, lambda: make(figure))

    showing.remembered = remembered


def forget() -> None:
    """Every picture is drawn again."""
    showing.remembered = None


def _start(source: str, namespace: Mapping[str, Any]) -> str | None:
    """A name for what the cell starts from."""
    needed = names.needed(source)
    modules = {v.__name__.partition(".")[0] for n in needed if isinstance(v := namespace.get(n), ModuleType)}
    if modules & CHANGING or any(module in names.imported(source) for module in CHANGING):
        return None
    return contents.of_cell(needed, namespace, lambda found: found.say(source))
