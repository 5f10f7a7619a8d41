"""Wrong variants that every gradient has, made from a reference answer by wrapping it.

Each is the text that a student's cell would hold: the reference, then a function of its name that spoils it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from nablabook.build import names
from nablabook.proving.workbench import Task

#: The verbs whose answers are derivatives.
DERIVATIVES = {"gradient": "of", "jacobian": "of", "vjp": "of"}

#: name -> the body of a function of `part`, one array of what the reference returned.
SPOILED = {
    "zeros": "return np.zeros_like(part)",
    "sign": "return -part",
    "transpose": "return part.T",
    "times N": "return part * max(np.shape(args[0])[:1] + (2,))",
    "divided by N": "return part / max(np.shape(args[0])[:1] + (2,))",
    "an extra axis in front": "return part[None]",
    "an extra axis behind": "return part[..., None]",
    "the first entry for all": "return part.ravel()[:1]",
    "input changed in place": (
        "for arg in args:\n            if isinstance(arg, np.ndarray):\n                arg += 1\n        return part"
    ),
    "NaN": "return part * np.nan",
    "a NaN in the last entry": "part[(-1,) * part.ndim] = np.nan\n        return part",
    "last entry wrong": "part[(-1,) * part.ndim] += 1\n        return part",
    "wrong by a thousandth": "return part * 1.001 + 1e-3",
}

#: The same for an answer that works in place: what it writes instead, from what was there and what should be there.
IN_PLACE = {
    "nothing is changed": "before",
    "zeros": "0 * after",
    "the step turned round": "2 * before - after",
    "the step twice": "2 * after - before",
    "NaN": "np.nan * after",
    "wrong by a thousandth": "1.001 * after + 1e-3",
}

#: The same for derivatives, from the forward function {of}.
DERIVED = {
    "torch": (
        "x = torch.tensor(args[0], dtype=torch.float64, requires_grad=True)\n"
        "    {of}(x, *args[1:]).backward()\n"
        "    return x.grad.numpy()"
    ),
    "finite differences": (
        "x = np.array(args[0], float)\n"
        "    result = np.zeros_like(x)\n"
        "    for i in np.ndindex(x.shape):\n"
        "        old = x[i]\n"
        "        x[i] = old + 1e-5\n"
        "        above = {of}(x, *args[1:])\n"
        "        x[i] = old - 1e-5\n"
        "        result[i] = (above - {of}(x, *args[1:])) / 2e-5\n"
        "        x[i] = old\n"
        "    return result"
    ),
}


#: The same for a cell of literals: a name is bound to something else after the right value.
LITERALS = {
    "off by one": "np.asarray({name}) + 1",
    "with the wrong sign": "-np.asarray({name})",
    "None": "None",
    "a word": "'right'",
    "NaN": "np.asarray({name}) * np.nan",
    "in one more axis": "np.asarray({name})[None]",
    "a function": "lambda: {name}",
}


#: The same for a shape, and for a dict of shapes.
SHAPE = {
    "turned round": "tuple({name})[::-1]",
    "with an axis of 1": "(*{name}, 1)",
    "without its first axis": "tuple({name})[1:]",
    "None": "None",
    "a word": "'right'",
    "with a decimal": "(*{name}, 0.5)",
    "as an array": "np.zeros(3)",
    "a function": "lambda: {name}",
}
SHAPES = {
    **{kind: f"{{{{k: {value.format(name='v')} for k, v in {{name}}.items()}}}}" for kind, value in SHAPE.items()},
    "one missing": "dict(list({name}.items())[:-1])",
    "no dict": "list({name}.values())",
    "no dict but None": "None",
}


#: The same for a choice among words.
WORDS = {
    "with a letter too many": "{name} + 's'",
    "None": "None",
    "another word": "'right'",
    "in a list": "[{name}]",
    "as an array": "np.asarray({name})",
    "a function": "lambda: {name}",
}


#: The same for a proof, a list of lines.
LINES = {
    "None": "None",
    "a number": "3",
    "a function": "lambda: {name}",
    "with a line that is no text": "[*{name}, 3]",
    "without its second half": "{name}[: len({name}) // 2]",
    "without its middle": "[{name}[0], {name}[-1]]",
    "turned round": "{name}[::-1]",
    "fifty times": "{name} * 50",
}


#: The same for a table, a dict of entries.
ENTRIES = {
    "None": "None",
    "a number": "3",
    "empty": "{{}}",
    "a list of its rows": "list({name}.values())",
    "without its last row": "dict(list({name}.items())[:-1])",
    "with a row too many": "{{**{name}, 'more': 1}}",
    "with its last row empty": "{{**{name}, list({name})[-1]: ...}}",
    "with None in a row": "{{**{name}, list({name})[0]: None}}",
    "with a function in a row": "{{**{name}, list({name})[0]: print}}",
    "with an array in a row": "{{**{name}, list({name})[0]: np.zeros(3)}}",
    "with its rows turned round": "dict(zip({name}, list({name}.values())[::-1]))",
}


@dataclass(frozen=True)
class Spoiled:
    """One wrong variant that was made: its name and the whole answer cell."""

    name: str
    answer: str


def generic_wrongs(task: Task) -> Iterator[Spoiled]:
    """The wrong variants of a task's answer: of its function, or of its cell of literals."""
    name = task.names[0]
    if name not in names.functions(task.answer.source):
        namespace = {"np": np}
        exec(compile(task.answer.source, task.label, "exec"), namespace)
        for each in task.names:
            for kind, value in _table(namespace[each]).items():
                yield Spoiled(f"{each} {kind}", f"{task.answer.source}\n{each} = {value.format(name=each)}\n")
        return
    if _verbs(task) == {"fools"}:
        return  # an answer that is to be wrong can't be spoiled
    if "in_place" in _verbs(task):
        for kind, value in IN_PLACE.items():
            yield Spoiled(kind, f"{task.answer.source}\n{_in_place(name, value)}")
        return
    for kind, body in SPOILED.items():
        yield Spoiled(kind, f"{task.answer.source}\n{_spoiled(name, body)}")
    forward = _forward(task)
    for kind, body in DERIVED.items() if forward else ():
        text = body.format(of=forward)
        yield Spoiled(kind, f"{task.answer.source}\n\n_right = {name}\n\ndef {name}(*args):\n    {text}\n")


def _table(value: object) -> dict[str, str]:
    if isinstance(value, str):
        return WORDS
    if isinstance(value, dict):
        return SHAPES if all(isinstance(entry, tuple) for entry in value.values()) else ENTRIES
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return LINES
    return SHAPE if isinstance(value, tuple) and any(isinstance(size, str) for size in value) else LITERALS


def _spoiled(name: str, body: str) -> str:
    """A function that spoils what the reference returns: the array, or each one of a dict or a tuple."""
    return (
        f"\n_right = {name}\n\n"
        "def _each(change, value):\n"
        "    if isinstance(value, dict):\n"
        "        return {key: _each(change, item) for key, item in value.items()}\n"
        "    if isinstance(value, tuple):\n"
        "        return tuple(_each(change, item) for item in value)\n"
        "    return change(np.array(value, float))\n\n"
        f"def {name}(*args):\n    def spoil(part):\n        {body}\n    return _each(spoil, _right(*args))\n"
    )


def _in_place(name: str, value: str) -> str:
    """A function that changes the dict of arrays that is its first argument in another way than the reference."""
    return (
        f"\n_right = {name}\n\n"
        f"def {name}(params, *args):\n"
        "    old = {key: array.copy() for key, array in params.items()}\n"
        "    _right(params, *args)\n"
        "    for key, after in params.items():\n"
        "        before = old[key]\n"
        f"        after[...] = {value}\n"
    )


def _verbs(task: Task) -> set[str]:
    """The verbs of the visible check."""
    calls = (node.func for node in ast.walk(ast.parse(task.check.source)) if isinstance(node, ast.Call))
    owned = (f for f in calls if isinstance(f, ast.Attribute) and isinstance(f.value, ast.Name))
    return {f.attr for f in owned if f.value.id == "check"}


def _forward(task: Task) -> str:
    """The name of the forward function whose derivative the visible check asks for, "" for other checks."""
    for node in ast.walk(ast.parse(task.check.source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in DERIVATIVES:
            for keyword in node.keywords:
                if keyword.arg == DERIVATIVES[node.func.attr] and isinstance(keyword.value, ast.Name):
                    return keyword.value.id
    return ""


def records(task: Task) -> str:
    """The reference cell with a function that also writes down what it was asked and what it answered, in _seen."""
    name = task.names[0]
    return (
        f"{task.answer.source}\n\n_right, _seen = {name}, []\n\n"
        f"def {name}(*args):\n    result = _right(*args)\n    _seen.append((args, result))\n    return result\n"
    )
