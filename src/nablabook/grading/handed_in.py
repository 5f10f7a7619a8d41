"""What is handed in may be anything: no notebook at all, a link to somebody else's file, a pipe.

c.Autograde.exporter_class = "nablabook.grading.handed_in.HandedIn"
c.Autograde.pre_convert_hook = "nablabook.grading.handed_in.set_aside"
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode, from_dict
from nbformat.corpus.words import generate_corpus_id
from nbformat.reader import parse_json
from nbformat.v4.rwbase import rejoin_lines, strip_transient
from nbgrader.utils import parse_utc
from traitlets.log import get_logger

#: Where the resources say why a file could not be read.
UNREADABLE = "nablabook_unreadable"
#: Beside the assignment's folder: nothing of it is copied on.
ASIDE = ".not-graded"


class HandedIn(NotebookExporter):
    """Reads a submission whatever it is: what is no notebook becomes an empty one, so that there is a verdict."""

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> tuple[str, Any]:
        why = "" if self._is_ours else _why_not(Path(filename))
        if why:
            return self._empty(f"the file handed in is {why}, no notebook", resources, **kw)
        return super().from_filename(filename, resources=resources, **kw)

    def from_file(self, file_stream: Any, resources: Any = None, **kw: Any) -> tuple[str, Any]:
        if self._is_ours:
            return super().from_file(file_stream, resources=resources, **kw)
        try:
            notebook = plain(_read(file_stream.read()))
        except Exception as error:
            # Whatever a reader of JSON or nbformat's own conversions raise on what a stranger wrote.
            return self._empty(f"the file can't be read as a notebook ({type(error).__name__})", resources, **kw)
        return self.from_notebook_node(notebook, resources=resources, **kw)

    @property
    def _is_ours(self) -> bool:
        """nbgrader converts twice: what was handed in, and then what became of it."""
        return not getattr(self.parent, "_sanitizing", True)

    def _empty(self, why: str, resources: Any, **kw: Any) -> tuple[str, Any]:
        resources = self._init_resources(resources)
        resources[UNREADABLE] = why
        return self.from_notebook_node(nbformat.v4.new_notebook(), resources=resources, **kw)


def _why_not(path: Path) -> str:
    if path.is_symlink():
        return "a link"
    return "" if path.is_file() else "a folder" if path.is_dir() else "missing"


def _read(text: str) -> dict:
    """What the file says, in the format of today. It isn't asked whether all of it is valid: `plain` sees to that."""
    read = parse_json(text)
    return read if read.get("nbformat") == nbformat.current_nbformat else nbformat.reads(text, as_version=4)


def plain(read: dict) -> NotebookNode:
    """A notebook's cells and metadata as they must be; other things in their places are left out, outputs too."""
    notebook = NotebookNode(cells=[], metadata=NotebookNode(), nbformat=4, nbformat_minor=5)
    if isinstance(read.get("metadata"), dict):
        notebook.metadata = from_dict(read["metadata"])
    for cell in read["cells"] if isinstance(read.get("cells"), list) else ():
        if isinstance(cell, dict) and cell.get("cell_type") in ("code", "markdown", "raw"):
            notebook.cells.append(_plain_cell(cell))
    return strip_transient(rejoin_lines(notebook))


def _plain_cell(cell: dict) -> NotebookNode:
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    # Not by nbformat's functions: each cell would be checked by itself, and the notebook is in the end.
    new = NotebookNode(
        cell_type=cell["cell_type"],
        id=cell["id"] if isinstance(cell.get("id"), str) else generate_corpus_id(),
        metadata=from_dict(cell["metadata"]) if isinstance(cell.get("metadata"), dict) else NotebookNode(),
        source=source if isinstance(source, str) else "",
    )
    if cell["cell_type"] == "code":
        new.update(execution_count=None, outputs=[])
    elif isinstance(cell.get("attachments"), dict):
        new.attachments = from_dict(cell["attachments"])
    return new


def set_aside(assignment: str, student: str, notebooks: list[str]) -> None:
    """Move what nbgrader must not copy out of a submission: links, pipes, devices, a timestamp that names no time.

    nbgrader follows links and copies what they lead to, the gradebook say, to where the student gets feedback from.
    """
    folder = Path(notebooks[0]).parent
    kept = {Path(name) for name in notebooks}
    for place, folders, files in os.walk(folder):
        for path in [Path(place, name) for name in (*folders, *files)]:
            if path not in kept and (_is_odd(path) or (path == folder / "timestamp.txt" and not _names_a_time(path))):
                _move(path, folder)


def _is_odd(path: Path) -> bool:
    mode = path.lstat().st_mode
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _names_a_time(path: Path) -> bool:
    try:
        text = path.read_text().strip()
        return not text or bool(parse_utc(text))
    except (OSError, ValueError, OverflowError):
        return False


def _move(path: Path, folder: Path) -> None:
    """Rename a file into the folder ASIDE, under a number: its own name may be as long as a name can be."""
    aside = folder.parent / ASIDE / folder.name
    aside.mkdir(parents=True, exist_ok=True)
    number = len(list(aside.iterdir())) + 1
    os.rename(path, aside / str(number))
    get_logger().warning("%s is not graded: it was moved to %s", path, aside / str(number))
