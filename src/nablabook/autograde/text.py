"""A notebook's text as nbformat writes it, each cell checked and written once for all notebooks that have it.

Python indents JSON slowly, and most cells of a class are the same in all of its notebooks.
"""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache

import msgpack
from nbformat import NotebookNode, from_dict, validate
from nbformat.v4 import writes

#: What stands around the only cell of a notebook.
BEFORE, AFTER = '{\n "cells": [\n', "\n ],\n"
#: What stands there without one.
NONE = '{\n "cells": [],\n'
#: Halves of characters, which JSON can escape, are kept as they are.
HALVES = "surrogatepass"


def as_text(notebook: NotebookNode) -> str:
    """The same as `nbformat.v4.writes`, to the last byte; raises nbformat's `ValidationError` for no notebook."""
    bare = NotebookNode({**notebook, "cells": []})
    validate(bare, relax_add_props=True)
    rest = writes(bare)
    if not rest.startswith(NONE) or not _can_be_apart(notebook.cells):
        validate(notebook, relax_add_props=True)
        return writes(notebook)
    return (
        BEFORE
        + ",\n".join(_cell(cell, notebook.nbformat_minor) for cell in notebook.cells)
        + AFTER
        + rest[len(NONE) :]
    )


def _can_be_apart(cells: object) -> bool:
    """Whether nbformat says of each cell what it says of all: it gives an id to one that has none, or another's."""
    if not isinstance(cells, list) or not cells:
        return False
    ids = {cell.get("id") for cell in cells}
    return None not in ids and len(ids) == len(cells)


def _cell(cell: NotebookNode, minor: int) -> str:
    """The lines of a cell in a notebook of that minor version."""
    try:
        # Not sorted: cells of one content and another order are written twice, which costs only time.
        return _written(msgpack.packb(cell, unicode_errors=HALVES), minor)
    except (ValueError, OverflowError, TypeError):  # metadata may hold whole numbers of any size, nested at will
        return _lines(deepcopy(cell), minor)


@lru_cache(500)
def _written(packed: bytes, minor: int) -> str:
    return _lines(from_dict(msgpack.unpackb(packed, strict_map_key=False, unicode_errors=HALVES)), minor)


def _lines(cell: NotebookNode, minor: int) -> str:
    alone = NotebookNode(cells=[cell], metadata={}, nbformat=4, nbformat_minor=minor)
    validate(alone, relax_add_props=True)
    text = writes(alone)
    return text[len(BEFORE) : text.rindex(AFTER + ' "metadata"')]
