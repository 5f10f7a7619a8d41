"""Wrong variants that every gradient has, made from a reference answer by wrapping it.

Each is the text that a student's cell would hold: the reference, then a function of its name that spoils it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from nablabook.build import names
from nablabook.proving.workbench import Task

#: The verbs whose answers are derivatives.
DERIVATIVES = {"gradient": "of", "jacobian": "of", "vjp": "of"}

#: name -> the body of a function of *args, with _right the reference.
SPOILED = {
    "zeros": "return np.zeros_like(np.asarray(_right(*args), float))",
    "sign": "return -np.asarray(_right(*args))",
    "transpose": "return np.asarray(_right(*args)).T",
    "times N": "return np.asarray(_right(*args)) * max(np.shape(args[0])[:1] + (2,))",
    "divided by N": "return np.asarray(_right(*args)) / max(np.shape(args[0])[:1] + (2,))",
    "an extra axis in front": "return np.asarray(_right(*args))[None]",
    "an extra axis behind": "return np.asarray(_right(*args))[..., None]",
    "the first entry for all": "return np.asarray(_right(*args)).ravel()[:1]",
    "input changed in place": (
        "result = np.array(_right(*args))\n"
        "    for arg in args:\n"
        "        if isinstance(arg, np.ndarray):\n"
        "            arg += 1\n"
        "    return result"
    ),
    "NaN": "return np.asarray(_right(*args)) * np.nan",
    "a NaN in the last entry": (
        "result = np.array(_right(*args), float)\n    result[(-1,) * result.ndim] = np.nan\n    return result"
    ),
    "last entry wrong": (
        "result = np.array(_right(*args), float)\n    result[(-1,) * result.ndim] += 1\n    return result"
    ),
    "wrong by a thousandth": "return np.asarray(_right(*args)) * 1.001 + 1e-3",
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


#: The same for a choice among words.
WORDS = {
    "in the other case": "{name}.swapcase()",
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
            value = namespace[each]
            for kind, other in _literals(value).items():
                yield Spoiled(f"{each} {kind}", f"{task.answer.source}\n{each} = {other.format(name=each)}\n")
        return
    if _verbs(task) == {"fools"}:
        return  # an answer that is to be wrong can't be spoiled
    bodies = dict(SPOILED)
    forward = _forward(task)
    if forward:
        bodies |= {kind: body.format(of=forward) for kind, body in DERIVED.items()}
    for kind, body in bodies.items():
        yield Spoiled(kind, f"{task.answer.source}\n\n_right = {name}\n\ndef {name}(*args):\n    {body}\n")


def _literals(value: Any) -> dict[str, str]:
    """What a literal of this kind can be spoiled to."""
    if isinstance(value, dict):
        return ENTRIES
    if isinstance(value, str):
        return WORDS
    lines = isinstance(value, list) and all(isinstance(line, str) for line in value)
    return LINES if lines else LITERALS


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
