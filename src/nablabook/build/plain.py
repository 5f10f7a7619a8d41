"""A cell as plain Python: its magics become calls, and most have none."""

from __future__ import annotations

import ast
import re
import warnings
from functools import lru_cache

from IPython.core.inputtransformer2 import TransformerManager

#: What IPython tidies in a cell, or stumbles over, wherever it stands, in strings too: doctests, lines of nothing but
#: spaces, an indent, odd ends of lines.
TIDIED = re.compile(r">>>|^[ \t]+$|\A\s|[\r\v\f\x1c-\x1e\x85\u2028\u2029]", re.MULTILINE)
#: What it takes for a prompt at the beginning of the first two lines.
PROMPT = re.compile(r"^\s*(\.\.\.|\[|In )", re.MULTILINE)
#: Cells that are remembered: a class answers one notebook, and its locked cells are the same each time.
MOST = 1000


@lru_cache(MOST)
def plain(source: str) -> str:
    """The cell as plain Python."""
    return ended(source) if is_plain(source) else TransformerManager().transform_cell(source)


def ended(cell: str) -> str:
    """A cell as IPython ends it."""
    return cell if cell.endswith("\n") else f"{cell}\n"


def is_tidied(cell: str) -> bool:
    """Whether IPython would change anything in a cell of plain Python."""
    return bool(TIDIED.search(cell) or PROMPT.search("\n".join(cell.splitlines()[:2])))


def is_plain(cell: str) -> bool:
    """Whether a cell is Python as it stands, and IPython would leave it so; to ask it takes four times as long."""
    if is_tidied(cell):
        return False
    try:
        with warnings.catch_warnings(action="ignore"):
            ast.parse(cell)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
