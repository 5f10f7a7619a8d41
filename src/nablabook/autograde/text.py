"""A notebook's text as nbformat writes it, each cell checked and written once for all notebooks that have it.

Python indents JSON slowly, and most cells of a class are the same in all of its notebooks.
"""

from __future__ import annotations

import json
from functools import lru_cache

from nbformat import NotebookNode, from_dict, validate
from nbformat.v4 import writes

#: What stands around the only cell of a notebook.
BEFORE, AFTER = '{\n "cells": [\n', "\n ],\n"
#: What stands there without one.
NONE = '{\n "cells": [],\n'


def as_text(notebook: NotebookNode) -> str:
    """The same as `nbformat.v4.writes`, to the last byte; raises nbformat's `ValidationError` for no notebook."""
    bare = NotebookNode({**notebook, "cells": []})
    validate(bare, relax_add_props=True)
    rest = writes(bare)
    if not rest.startswith(NONE) or not _can_be_apart(notebook.cells):
        validate(notebook, relax_add_props=True)
        return writes(notebook)
    # Not sorted: cells of one content and another order are written twice, which costs only time.
    cells = [_cell(json.dumps(cell, ensure_ascii=False), notebook.nbformat_minor) for cell in notebook.cells]
    return BEFORE + ",\n".join(cells) + AFTER + rest[len(NONE) :]


def _can_be_apart(cells: object) -> bool:
    """Whether nbformat says of each cell what it says of all: it gives an id to one that has none, or another's."""
    if not isinstance(cells, list) or not cells:
        return False
    ids = {cell.get("id") for cell in cells}
    return None not in ids and len(ids) == len(cells)


@lru_cache(500)
def _cell(plain: str, minor: int) -> str:
    """The lines of a cell, from its plain JSON, in a notebook of that minor version."""
    alone = NotebookNode(cells=[from_dict(json.loads(plain))], metadata={}, nbformat=4, nbformat_minor=minor)
    validate(alone, relax_add_props=True)
    text = writes(alone)
    return text[len(BEFORE) : text.rindex(AFTER + ' "metadata"')]
