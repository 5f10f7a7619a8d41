"""The names that a cell binds and those that it needs, read from its bytecode without running it."""

from __future__ import annotations

import ast
import builtins
import dis
import re
from collections.abc import Iterator
from functools import lru_cache
from types import CodeType

from nablabook.build.clear import blank
from nablabook.build.plain import MOST, plain

#: Always there: Python's builtins and what IPython and the compiler put beside them.
ALWAYS = frozenset(dir(builtins)) | {"get_ipython", "display"}
ALWAYS |= {"__name__", "__module__", "__qualname__", "__annotations__"}

#: Operations that name what is looked up beyond a function, and by how many bits its number in `co_names` is shifted.
_NAMING = {
    dis.opmap[name]: int(name == "LOAD_GLOBAL")
    for name in dis.opmap
    if re.fullmatch("(LOAD|STORE|DELETE)_(NAME|GLOBAL)|LOAD_FROM_DICT_OR_GLOBALS", name)
}


def bound(source: str) -> set[str]:
    """The names that the cell binds at its top level."""
    return set(_bound_in_order(source))


def needed(source: str) -> set[str]:
    """The names that the cell needs from before it: read at the top level before they are bound, or in a function."""
    return set(_needed(source))


@lru_cache(MOST)
def _needed(source: str) -> frozenset[str]:
    code = _compiled(source)
    first: dict[str, str] = {}
    for operation, name in operations(code):
        if operation in ("LOAD_NAME", "STORE_NAME"):
            first.setdefault(name, operation)
    early = {name for name, operation in first.items() if operation == "LOAD_NAME"}
    later = {name for part in _parts(code) for name in globals_of(part)} - bound(source)
    return frozenset((early | later) - ALWAYS)


def answers_of(source: str) -> list[str]:
    """The names that an answer cell defines whether or not it is filled in: these are what its checks may use."""
    return list(_bound_in_order(blank(source)))


@lru_cache(MOST)
def imported(source: str) -> frozenset[str]:
    """The modules that the cell imports, anywhere in it; of `from a import b` both a and a.b, which may be one."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(plain(source))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


def functions(source: str) -> set[str]:
    """The functions that the cell defines at its top level."""
    return {node.name for node in ast.parse(plain(source)).body if isinstance(node, ast.FunctionDef)}


@lru_cache(MOST)
def _bound_in_order(source: str) -> tuple[str, ...]:
    found = (name for operation, name in operations(_compiled(source)) if operation in ("STORE_NAME", "STORE_GLOBAL"))
    return tuple(dict.fromkeys(found))


def _compiled(source: str) -> CodeType:
    # Without the future of this module: in a cell, what an annotation names is read.
    return compile(plain(source), "<cell>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)


@lru_cache(MOST)
def globals_of(code: CodeType) -> frozenset[str]:
    """What a function, or the body of a class, reads from the cell's top level, and what stands within it does."""
    found = operations(code)
    own = {name for operation, name in found if operation == "STORE_NAME"}
    here = {name for operation, name in found if operation in ("LOAD_GLOBAL", "LOAD_NAME")} - own
    return frozenset(here).union(*map(globals_of, _parts(code)))


@lru_cache(MOST)
def operations(code: CodeType) -> tuple[tuple[str, str], ...]:
    """What the bytecode does with names of modules and builtins, in its order: the operation and the name.

    `dis.get_instructions` tells them too, and so much besides that it takes thirty times as long.
    """
    found, more = [], 0
    for operation, argument in zip(code.co_code[::2], code.co_code[1::2], strict=True):
        if operation == dis.EXTENDED_ARG:
            more = (more | argument) << 8
            continue
        if operation in _NAMING:
            place = (more | argument) >> _NAMING[operation]
            found.append((dis.opname[operation], code.co_names[place]))
        more = 0
    return tuple(found)


def _parts(code: CodeType) -> Iterator[CodeType]:
    return (constant for constant in code.co_consts if isinstance(constant, CodeType))
