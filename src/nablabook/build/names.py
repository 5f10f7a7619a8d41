"""The names that a cell binds and those that it needs, read from its code without running it."""

from __future__ import annotations

import ast
import builtins
import symtable

from IPython.core.inputtransformer2 import TransformerManager

from nablabook.build.clear import blank

#: Always there: Python's builtins and what IPython puts beside them.
ALWAYS = frozenset(dir(builtins)) | {"get_ipython", "display", "__name__"}


def plain(source: str) -> str:
    """The cell as plain Python: magics become calls."""
    return TransformerManager().transform_cell(source)


def bound(source: str) -> set[str]:
    """The names that the cell binds at its top level."""
    table = symtable.symtable(plain(source), "cell", "exec")
    return {s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported()}


def needed(source: str) -> set[str]:
    """The names that the cell needs from before it, inside its functions too."""
    table = symtable.symtable(plain(source), "cell", "exec")
    used = {s.get_name() for s in table.get_symbols() if s.is_referenced()}
    for child in _below(table):
        used |= {s.get_name() for s in child.get_symbols() if s.is_global() and s.is_referenced()}
    early = _read_before_bound(source)
    return (used - ALWAYS - bound(source)) | early


def answers_of(source: str) -> list[str]:
    """The names that an answer cell defines whether or not it is filled in: these are what its checks may use."""
    return sorted(bound(blank(source)))


def functions(source: str) -> set[str]:
    """The functions that the cell defines at its top level."""
    return {node.name for node in ast.parse(plain(source)).body if isinstance(node, ast.FunctionDef)}


def _below(table: symtable.SymbolTable) -> list[symtable.SymbolTable]:
    return [deeper for child in table.get_children() for deeper in (child, *_below(child))]


def _read_before_bound(source: str) -> set[str]:
    """Names that a top-level statement reads before any statement has bound them (x = x + 1)."""
    seen: set[str] = set()
    early: set[str] = set()
    for node in ast.parse(plain(source)).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom):
            seen |= bound(ast.unparse(node))
            continue
        mine = symtable.symtable(ast.unparse(node), "cell", "exec")
        reads = {s.get_name() for s in mine.get_symbols() if s.is_referenced()}
        binds = {s.get_name() for s in mine.get_symbols() if s.is_assigned()}
        only_here = binds if isinstance(node, ast.For | ast.With | ast.While | ast.If | ast.Try) else set()
        early |= (reads & bound(source)) - seen - only_here - ALWAYS
        seen |= binds
    return early
