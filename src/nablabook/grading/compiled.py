"""Cells compiled once: those that all submissions have in common, before the process that runs them is forked.

A cell's code names its cell and the cell's number, for tracebacks: it is compiled without, and given them as it runs.
"""

from __future__ import annotations

import ast
import inspect
import os
import warnings
from types import CodeType

from IPython.core.compilerop import CachingCompiler


class Compiler(CachingCompiler):
    """IPython's compiler, which has some cells ready."""

    def __init__(self) -> None:
        super().__init__()
        #: A cell, and whether it shows nothing -> its parts.
        self._ready: dict[tuple[str, bool], list[CodeType]] = {}
        self._usual = self.flags

    def cache(self, transformed_code: str, number: int = 0, raw_code: str | None = None) -> str:
        """Note a cell for tracebacks; its name as a file."""
        name = super().cache(transformed_code, number, raw_code)
        # To name the module of a frame, `inspect` goes through all there are, unless it knows the file's.
        for known in (name, os.path.abspath(name)):
            inspect.modulesbyfile[known] = "__main__"  # type: ignore[attr-defined]
        return name

    def expect(self, cell: str, silent: bool) -> None:
        """Have a cell ready, if it can be compiled; what is to be said of it is said when it runs."""
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            try:
                parts = self._parts(cell, "", silent)
            except (SyntaxError, ValueError, OverflowError):
                return
            finally:
                own, self.flags = self.flags, self._usual
        # What it imports from __future__ is for its own fork.
        if not warned and own == self._usual:
            self._ready[cell, silent] = parts

    def is_ready(self, cell: str, silent: bool) -> bool:
        return self.flags == self._usual and (cell, silent) in self._ready

    def parts(self, cell: str, filename: str, silent: bool) -> list[CodeType]:
        """What is run one after the other: of a silent cell, which shows no value, all of it at once; of another its
        last line by itself, if that is an expression. Raises as `compile` does where it is no Python.

        IPython takes a cell to pieces statement by statement.
        """
        if self.is_ready(cell, silent):
            return [_named(part, filename) for part in self._ready[cell, silent]]
        return self._parts(cell, filename, silent)

    def _parts(self, cell: str, filename: str, silent: bool) -> list[CodeType]:
        if silent:
            return [self(cell, filename, "exec")]
        body = self.ast_parse(cell, filename).body
        shown = body[-1:] if body and isinstance(body[-1], ast.Expr) else []
        before = body[: len(body) - len(shown)]
        parts = [self(ast.Module(before, []), filename, "exec")] if before else []
        return [*parts, self(ast.Interactive(shown), filename, "single")] if shown else parts


def _named(code: CodeType, filename: str) -> CodeType:
    inner = tuple(_named(each, filename) if isinstance(each, CodeType) else each for each in code.co_consts)
    return code.replace(co_filename=filename, co_consts=inner)
