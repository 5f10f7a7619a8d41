"""A notebook's text as nbformat writes it, each cell written once for all notebooks that have it.

Python indents JSON slowly, and most cells of a class are the same in all of its notebooks.
"""

from __future__ import annotations

import json
from functools import lru_cache

from nbformat import NotebookNode, from_dict
from nbformat.v4 import writes

#: What stands around the only cell of a notebook.
BEFORE, AFTER = '{\n "cells": [\n', "\n ],\n"
#: What stands there without one.
NONE = '{\n "cells": [],\n'


def as_text(notebook: NotebookNode) -> str:
    """The same as `nbformat.v4.writes`, to the last byte."""
    rest = writes(NotebookNode({**notebook, "cells": []}))
    if not notebook.cells or not rest.startswith(NONE):
        return writes(notebook)
    # Not sorted: cells of one content and another order are written twice, which costs only time.
    cells = [_cell(json.dumps(cell, ensure_ascii=False)) for cell in notebook.cells]
    return BEFORE + ",\n".join(cells) + AFTER + rest[len(NONE) :]


@lru_cache(500)
def _cell(plain: str) -> str:
    """The lines of a cell, from its plain JSON."""
    alone = NotebookNode(cells=[from_dict(json.loads(plain))], metadata={}, nbformat=4, nbformat_minor=5)
    text = writes(alone)
    return text[len(BEFORE) : text.rindex(AFTER + ' "metadata"')]
