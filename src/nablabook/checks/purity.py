"""Whether a student's function leaves the tools that the exercise allows: torch where numpy is asked for.

Two looks, since either alone can be got round: at the names in the function's code (and in the functions of the
notebook that it calls), and at what is called while it runs, under whatever name.
"""

from __future__ import annotations

import dis
import sys
from collections.abc import Callable, Iterator
from types import CodeType, FrameType, FunctionType, ModuleType, TracebackType
from typing import Any

import numpy as np

#: What no exercise allows: torch checks the answers, so it can't also give them.
ALWAYS_FORBIDDEN = ("torch",)
#: Functions that call Python code once an entry.
LOOPS_BY_NAME = ("vectorize", "apply_along_axis", "apply_over_axes", "frompyfunc", "fromiter", "map")


def names_forbidden(function: Callable, forbidden: tuple[str, ...]) -> str:
    """The first name in `function`'s code that leads to a forbidden package, "" where none does."""
    seen: set[CodeType] = set()
    return next(_names_in(function, forbidden, seen), "")


def _names_in(function: Any, forbidden: tuple[str, ...], seen: set[CodeType]) -> Iterator[str]:
    if not isinstance(function, FunctionType) or function.__code__ in seen:
        return
    for code in _codes(function.__code__):
        seen.add(code)
        for name in code.co_names:
            value = function.__globals__.get(name)
            if name.partition(".")[0] in forbidden or _root(value) in forbidden:
                yield name
            elif isinstance(value, FunctionType) and value.__globals__ is function.__globals__:
                yield from _names_in(value, forbidden, seen)


def loops_in(function: Callable) -> str:
    """The first loop in `function`, or in a function of the notebook that it calls: "a loop", or by which name."""
    seen: set[CodeType] = set()
    return next(_loops(function, seen), "")


def _loops(function: Any, seen: set[CodeType]) -> Iterator[str]:
    if not isinstance(function, FunctionType) or function.__code__ in seen:
        return
    for code in _codes(function.__code__):
        seen.add(code)
        if any(i.opname == "FOR_ITER" or "BACKWARD" in i.opname for i in dis.get_instructions(code)):
            yield "a loop"
        for name in code.co_names:
            value = function.__globals__.get(name)
            if name in LOOPS_BY_NAME or isinstance(value, np.vectorize):
                yield f"a loop in disguise, {name}"
            elif isinstance(value, FunctionType) and value.__globals__ is function.__globals__:
                yield from _loops(value, seen)


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _root(value: Any) -> str:
    """The package that a value comes from. A ufunc doesn't say: one that numpy has not is taken for scipy's."""
    if isinstance(value, np.ufunc):
        return "numpy" if getattr(np, value.__name__, None) is value else "scipy"
    name = value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", None)
    return name.partition(".")[0] if isinstance(name, str) else ""


class Imports:
    """The packages that are imported from now on. There is no end to it: a hook of Python's own can't be taken off."""

    def __init__(self) -> None:
        self._before = {name.partition(".")[0] for name, module in sys.modules.items() if _is_real(module)}
        self._since: set[str] = set()
        sys.addaudithook(self._hear)

    def _hear(self, event: str, args: tuple) -> None:
        if event == "import":
            self._since.add(str(args[0]).partition(".")[0])

    def tried(self, package: str) -> bool:
        """Whether anything may have been imported of `package`."""
        return package in self._before or package in self._since


def _is_real(module: Any) -> bool:
    """Whether a module was found and loaded; what merely stands in a package's place has no specification."""
    return getattr(module, "__spec__", None) is not None


class Watch:
    """While it is entered, notes the first call into a forbidden package, by any name."""

    #: What says which packages were never imported: nothing of them can be called, and to watch takes longer than most
    #: calls. None where all of them are watched for.
    imports: Imports | None = None

    def __init__(self, forbidden: tuple[str, ...]) -> None:
        self.forbidden = forbidden
        self.caught = ""

    def __enter__(self) -> Watch:
        self._before = sys.getprofile()
        # A debugger or a coverage run keeps its own.
        self._looks = self._before is None and any(self._may_be_called(package) for package in self.forbidden)
        if self._looks:
            sys.setprofile(self._look)
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._looks:
            sys.setprofile(None)
        elif self._before is None:
            # Imported only now.
            found = [name for name in self.forbidden if self._may_be_called(name) and _is_real(sys.modules.get(name))]
            self.caught = f"{found[0]}, which it imports" if found else ""

    def _may_be_called(self, package: str) -> bool:
        return self.imports is None or self.imports.tried(package)

    def _look(self, frame: FrameType, event: str, arg: Any) -> None:
        if self.caught:
            return
        if event == "call":
            module, name = frame.f_globals.get("__name__", ""), frame.f_code.co_name
        elif event == "c_call":
            owner = getattr(arg, "__self__", None)
            module = getattr(arg, "__module__", None) or type(owner).__module__
            name = getattr(arg, "__name__", "")
        else:
            return
        root = module.partition(".")[0] if isinstance(module, str) else ""
        if root in self.forbidden:
            self.caught = f"{root}'s {name}"
