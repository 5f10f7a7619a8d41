"""What crosses between student and judge: plain values, in a form that cannot run code.

None, booleans, numbers, strings, lists, tuples, dicts and arrays of numbers cross as what they are. A function crosses
as a name or a number to call back. Of anything else only the kind crosses, so that a check can say what it is.

The form is a tree of msgpack's own types; what has none is a dict with the key "!". Decoding checks everything: what
comes from the other side may be forged.
"""

from __future__ import annotations

import builtins
import decimal
import fractions
import types
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from nablabook.checks.arrays import Shape
from nablabook.checks.text import known_type

#: Deeper nests than this are refused.
DEEPEST = 32
#: Kinds of numpy's dtypes that are plain numbers or text.
PLAIN = "biufcU"
#: Names of types that may be told to a student; another could hold the input of a hidden test.
KNOWN = frozenset(
    value.__name__
    for module in (builtins, types, np, decimal, fractions)
    for value in vars(module).values()
    if isinstance(value, type)
)
#: msgpack's whole numbers.
SMALLEST, LARGEST = -(2**63), 2**64 - 1


class Unsendable(Exception):
    """A value that can't cross; the message says why."""


class Forged(Exception):
    """Something that no honest encoder makes."""


def stand_in(type_name: str) -> Any:
    """An object that can't do anything; its type bears the name of the one that could not cross."""
    name = type_name if type_name in KNOWN else "object"
    return type(name, (), {"__module__": "builtins"})()


def encode(value: Any, function: Callable[[Callable], Any] | None = None, depth: int = 0) -> Any:
    """`value` as a tree of plain types; `function` encodes a function, else only its kind crosses."""
    if depth > DEEPEST:
        raise Unsendable(f"it is nested more than {DEEPEST} levels deep")
    kind = type(value)
    if kind is np.ndarray:  # most of what crosses
        return _encode_array(value, "array", function, depth)
    if value is None or kind in (bool, float, str):
        return value
    if kind is int:
        return value if SMALLEST <= value <= LARGEST else {"!": "int", "v": hex(value)}
    if kind is list:
        return [encode(item, function, depth + 1) for item in value]
    if kind is tuple:
        return {"!": "tuple", "v": [encode(item, function, depth + 1) for item in value]}
    if kind is Shape:
        return {"!": "shape", "v": [int(size) for size in value]}
    if kind is dict:
        pairs = [[encode(k, function, depth + 1), encode(v, function, depth + 1)] for k, v in value.items()]
        return {"!": "dict", "v": pairs}
    if value is Ellipsis:
        return {"!": "..."}
    if isinstance(value, np.ma.MaskedArray):
        mask = np.ma.getmaskarray(value)
        return {"!": "masked", "v": encode(np.asarray(value.data), function, depth + 1), "m": _array(mask)}
    if isinstance(value, np.matrix):
        return {"!": "matrix", "v": _array(np.asarray(value))}
    if isinstance(value, np.generic):
        return _encode_array(np.asarray(value), "scalar", function, depth)
    if isinstance(value, np.ndarray):  # a subclass means what its numbers mean
        return _encode_array(np.asarray(value), "array", function, depth)
    if kind is set:
        return {"!": "set"}
    if kind is bytes:
        return {"!": "bytes"}
    if callable(value):
        return function(value) if function is not None else {"!": "function"}
    return {"!": "other", "t": known_type(value)}


def _encode_array(array: np.ndarray, kind: str, function: Callable | None, depth: int) -> dict:
    if array.dtype.kind in PLAIN:
        return _array(array, kind)
    items = [encode(item, function, depth + 1) for item in array.ravel().tolist()] if array.dtype == object else []
    return {"!": "objects", "s": list(array.shape) if items else [0], "v": items}


def _array(array: np.ndarray, kind: str = "array") -> dict:
    dtype = array.dtype
    if dtype.kind == "f" and dtype.itemsize > 8:  # long double has another size on other machines
        array = array.astype(np.float64)
    return {"!": kind, "d": array.dtype.str, "s": array.shape, "b": array.tobytes()}


def decode(tree: Any, function: Callable[[dict], Any] | None = None, depth: int = 0) -> Any:
    """The value of a tree; arrays arrive writable. Raises `Forged` for what `encode` doesn't make."""
    if depth > 2 * DEEPEST:
        raise Forged("too deep")
    if tree is None or type(tree) in (bool, int, float, str):
        return tree
    if type(tree) is list:
        return [decode(item, function, depth + 1) for item in tree]
    if type(tree) is not dict:
        raise Forged(f"a {type(tree).__name__}")
    try:
        return _decode_marked(tree, function, depth)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise Forged(f"{type(error).__name__} in a {str(tree.get('!'))[:20]}") from None


def _decode_marked(tree: dict, function: Callable[[dict], Any] | None, depth: int) -> Any:
    kind = tree["!"]
    if kind == "int":
        return int(tree["v"], 16)
    if kind == "tuple":
        return tuple(decode(item, function, depth + 1) for item in tree["v"])
    if kind == "shape":
        return Shape(int(size) for size in tree["v"])
    if kind == "dict":
        if any(type(k) is dict and k.get("!") == "int" for k, _ in tree["v"]):
            raise Forged("a key")  # whole numbers of any size can be made to have one hash, all of them
        return {decode(k, function, depth + 1): decode(v, function, depth + 1) for k, v in tree["v"]}
    if kind == "...":
        return ...
    if kind in ("array", "scalar"):
        array = _decode_array(tree)
        return array[()] if kind == "scalar" else array
    if kind == "masked":
        return np.ma.MaskedArray(decode(tree["v"], None, depth + 1), mask=_decode_array(tree["m"]))
    if kind == "matrix":
        return _decode_array(tree["v"]).view(np.matrix)
    if kind == "objects":
        array = np.empty(len(tree["v"]), dtype=object)
        for i, item in enumerate(tree["v"]):
            array[i] = decode(item, function, depth + 1)
        return array.reshape([int(size) for size in tree["s"]])
    if kind == "set":
        return set()
    if kind == "bytes":
        return b""
    if kind in ("function", "name", "callback"):
        return function(tree) if function is not None else _nameless
    if kind == "other":
        return stand_in(str(tree["t"]))
    raise Forged(f"unknown kind {str(kind)[:20]}")


def _nameless(*_: Any) -> None:
    """Stands for a function that can't be called from here."""


def _decode_array(tree: dict) -> np.ndarray:
    shape, data = tuple(map(int, tree["s"])), tree["b"]
    if len(shape) > DEEPEST or (shape and min(shape) < 0):
        raise Forged("shape")
    array = np.ndarray(shape, _dtype(tree["d"]), data)
    if array.nbytes != len(data):
        raise Forged("size")
    return array.copy()


@lru_cache(100)
def _dtype(name: str) -> np.dtype:
    dtype = np.dtype(name)
    if dtype.kind not in PLAIN or dtype.hasobject:
        raise Forged("dtype")
    return dtype
