"""A name for what values hold: equal names, equal contents, in the forks of all judges of a run."""

from __future__ import annotations

import builtins
import hashlib
import sys
from collections.abc import Callable, Iterable, Mapping
from types import BuiltinFunctionType, CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from nablabook.build import names


class Unknown(Exception):
    """A value that can hold more than is known here."""


#: What is told apart by its text.
PLAIN = (bool, int, float, complex, str, bytes, type(None), type(Ellipsis), range, slice)


class Contents:
    """A running digest of values; raises `Unknown` where it can't see all of one."""

    def __init__(self) -> None:
        self._hash = hashlib.blake2b(digest_size=16)
        self._met: dict[int, int] = {}
        # What was met must not be freed: another value could get its number.
        self._kept: list[Any] = []

    def hexdigest(self) -> str:
        return self._hash.hexdigest()

    def say(self, *words: object) -> None:
        """Words and numbers, each with its length: no two lists of words read the same."""
        for word in words:
            text = word if isinstance(word, bytes) else repr(word).encode()
            self._hash.update(b"%d:" % len(text))
            self._hash.update(text)

    def add(self, value: Any) -> None:
        if type(value) in PLAIN:
            self.say(type(value).__name__, value)
        elif id(value) in self._met:
            self.say("met", self._met[id(value)])
        else:
            self._met[id(value)] = len(self._met)
            self._kept.append(value)
            self._add(value)

    def _add(self, value: Any) -> None:
        kind = type(value)
        torch = sys.modules.get("torch")
        if kind is np.ndarray or isinstance(value, np.generic):
            if value.dtype.hasobject:
                raise Unknown("an array of objects")
            self.say("array", value.dtype.str, value.shape, np.ascontiguousarray(value).tobytes())
        elif torch is not None and kind is torch.Tensor:
            if value.grad_fn is not None:
                raise Unknown("a tensor with a history")
            self.say("tensor", str(value.dtype), value.requires_grad)
            self.add(value.detach().numpy())
            self.add(value.grad)
        elif kind in (list, tuple, set, frozenset):
            self._add_all(kind.__name__, sorted(value, key=repr) if kind in (set, frozenset) else value)
        elif kind is dict:
            self._add_all("dict", (part for pair in value.items() for part in pair))
        elif kind is np.random.Generator:
            self.say("generator")
            self.add(value.bit_generator.state)
        elif kind is np.dtype or (torch is not None and kind is torch.dtype):
            self.say("dtype", value)
        elif _is_named(value):
            self.say("named", value.__module__ or "", value.__qualname__)
        elif kind is BuiltinFunctionType:
            self.say("builtin", value.__qualname__)
            self.add(value.__self__)
        elif kind is FunctionType:
            self._add_function(value)
        elif kind is ModuleType:
            self.say("module", value.__name__)
        else:
            raise Unknown(kind.__qualname__)

    def _add_all(self, name: str, values: Iterable[Any]) -> None:
        found = list(values)
        self.say(name, len(found))
        for value in found:
            self.add(value)

    def _add_function(self, function: FunctionType) -> None:
        """A function of the notebook: its code, and whatever that reaches."""
        self.say("function", function.__qualname__)
        self._add_code(function.__code__)
        self.add(function.__defaults__)
        self.add(function.__kwdefaults__)
        for cell in function.__closure__ or ():
            self.add(cell.cell_contents)
        self.names(names.globals_of(function.__code__), function.__globals__)

    def names(self, wanted: Iterable[str], namespace: Mapping[str, Any]) -> None:
        """What these names stand for."""
        for name in sorted(set(wanted)):
            if name in namespace:
                self.say("name", name)
                self.add(namespace[name])
            elif not hasattr(builtins, name):
                self.say("unbound", name)

    def _add_code(self, code: CodeType) -> None:
        self.say("code", code.co_code, code.co_names, code.co_varnames, code.co_argcount, code.co_flags)
        for constant in code.co_consts:
            if isinstance(constant, CodeType):
                self._add_code(constant)
            else:
                self.add(constant)


def _is_named(value: Any) -> bool:
    """Whether it is a function or class that its module has under its name: it is the same in every fork."""
    if not isinstance(value, type | FunctionType | BuiltinFunctionType | np.ufunc) and not _is_array_function(value):
        return False
    if isinstance(value, np.ufunc):
        return getattr(np, value.__name__, None) is value
    found: Any = sys.modules.get(value.__module__ or "builtins")
    if found is None or value.__module__ == "__main__":
        return False
    for part in value.__qualname__.split("."):
        found = getattr(found, part, None)
    return found is value


def _is_array_function(value: Any) -> bool:
    return type(value).__name__ == "_ArrayFunctionDispatcher"


def of_values(values: Iterable[Any]) -> str | None:
    """A name for what values hold; None where that can't be told."""
    contents = Contents()
    try:
        for value in values:
            contents.add(value)
    except (Unknown, ValueError, TypeError, AttributeError, RecursionError):
        return None
    return contents.hexdigest()


def random_states() -> str:
    """A name for the states of numpy's and torch's generators, which all cells share."""
    contents = Contents()
    contents.say("random", *(np.asarray(s).tobytes() for s in np.random.get_state()))  # noqa: NPY002
    torch = sys.modules.get("torch")
    if torch is not None:
        contents.say("torch", torch.get_rng_state().numpy().tobytes())
    return contents.hexdigest()


def of_cell(needed: Iterable[str], namespace: Mapping[str, Any], add: Callable[[Contents], None]) -> str | None:
    """A name for what a cell starts from; None where that can't be told."""
    contents = Contents()
    try:
        add(contents)
        contents.names(needed, namespace)
    except (Unknown, ValueError, TypeError, AttributeError, RecursionError):
        return None
    return contents.hexdigest()
