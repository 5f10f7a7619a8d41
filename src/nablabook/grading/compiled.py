"""Cells compiled once: those that all submissions have in common, before the process that runs them is forked.

A cell's code names its cell and the cell's number, for tracebacks: it is compiled without, and given them as it runs.
"""

from __future__ import annotations

import ast
import inspect
import os
from types import CodeType
from typing import Any

from IPython.core.compilerop import CachingCompiler


class Compiler(CachingCompiler):
    """IPython's compiler, which has some cells ready."""

    def __init__(self) -> None:
        super().__init__()
        #: Cell -> its tree, and the whole of it compiled. IPython compiles a cell statement by statement.
        self._trees: dict[str, ast.Module] = {}
        self._wholes: dict[str, CodeType] = {}
        #: Of a tree's statement, by its id and how it is compiled.
        self._statements: dict[tuple[int, str], CodeType] = {}
        self._usual = self.flags

    def cache(self, transformed_code: str, number: int = 0, raw_code: str | None = None) -> str:
        """Note a cell for tracebacks; its name as a file."""
        name = super().cache(transformed_code, number, raw_code)
        # To name the module of a frame, `inspect` goes through all there are, unless it knows the file's.
        for known in (name, os.path.abspath(name)):
            inspect.modulesbyfile[known] = "__main__"  # type: ignore[attr-defined]
        return name

    def expect(self, cell: str, silent: bool) -> None:
        """Have a cell ready, if it can be compiled: to show what it shows, or in one piece, which shows nothing."""
        try:
            if silent:
                whole = super().__call__(cell, "", "exec")
                if self.flags == self._usual:  # else it imports from __future__, which is for its own fork
                    self._wholes[cell] = whole
                return
            tree = super().ast_parse(cell)
            found = {}
            for node, mode in _modes(tree):
                found[id(node), mode] = super().__call__(_alone(node, mode), "", mode)
            if self.flags == self._usual:
                self._trees[cell] = tree
                self._statements |= found
        except (SyntaxError, ValueError, OverflowError):
            pass  # it will be told when it runs
        finally:
            self.flags = self._usual

    def ast_parse(self, source: str, filename: str = "<unknown>", symbol: str = "exec") -> ast.AST:
        if self.flags == self._usual and symbol == "exec" and source in self._trees:
            return self._trees[source]
        return super().ast_parse(source, filename, symbol)

    def __call__(self, source: Any, filename: str, symbol: str, **options: Any) -> CodeType:
        if isinstance(source, ast.Module | ast.Interactive) and len(source.body) == 1 and self.flags == self._usual:
            ready = self._statements.get((id(source.body[0]), symbol))
            if ready is not None:
                return _named(ready, filename)
        return super().__call__(source, filename, symbol, **options)

    def whole(self, cell: str, filename: str) -> CodeType:
        """A cell as one piece, which shows no value; raises as `compile` does where it is no Python."""
        if self.flags == self._usual and cell in self._wholes:
            return _named(self._wholes[cell], filename)
        return super().__call__(cell, filename, "exec")


def _modes(tree: ast.Module) -> list[tuple[ast.stmt, str]]:
    """The statements of a cell, and how IPython compiles them: the value of the last is shown."""
    *before, last = tree.body or [ast.Pass()]
    return [*((node, "exec") for node in before), (last, "single" if isinstance(last, ast.Expr) else "exec")]


def _alone(node: ast.stmt, mode: str) -> ast.Module | ast.Interactive:
    return ast.Interactive([node]) if mode == "single" else ast.Module([node], [])


def _named(code: CodeType, filename: str) -> CodeType:
    inner = tuple(_named(each, filename) if isinstance(each, CodeType) else each for each in code.co_consts)
    return code.replace(co_filename=filename, co_consts=inner)
