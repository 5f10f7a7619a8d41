"""Names: one that nobody has defined, one that is used before it has a value."""

from __future__ import annotations

import re

import numpy as np

from nablabook.checks.call import Raised
from nablabook.checks.question import Question
from nablabook.checks.symptoms.errors.dicts import bare_key
from nablabook.checks.symptoms.errors.lines import CALLED
from nablabook.checks.text import listed

#: An entry named as in the text, which counts from 1.
ENTRY = re.compile(r"([^\W\d_]+)_?([1-9])")


def unknown(question: Question, args: tuple, error: Raised) -> str:
    """A name that is not defined."""
    if question.hidden:
        return "A name is not defined: is it misspelt, or is a cell above not run yet?"
    if words := _no_gradient_yet(question, args, error.name) or bare_key(question, args, error):
        return words
    words = f"Nothing is called {error.name} here: is it misspelt, or is a cell above not run yet?"
    return words + _letter(question, args, error.name)


def unset(question: Question, args: tuple, error: Raised) -> str:
    """A name that a line of the function gives a value to, and another uses before."""
    if question.hidden:
        return "A name is used before it has a value: does it get one on every way through the function?"
    if words := _no_first_value(question, args, error):
        return words
    return (
        f"{error.name} is used before it has a value. Where an `if` gives it one, was its condition ever true? "
        "Does a `return` stand inside the loop? What looks for the smallest number starts at `np.inf`."
    )


def _letter(question: Question, args: tuple, name: str) -> str:
    """What an unknown name may be: a letter of the text, which is no name in code, or the half of a name."""
    names = question.names(args)
    entry = ENTRY.fullmatch(name)
    for owner, arg in zip(names, args, strict=True) if entry else ():
        if {"θ": "theta"}.get(entry[1], entry[1]) == owner and np.ndim(arg) == 1 and int(entry[2]) <= len(arg):
            letter = f"{'θ' if owner == 'theta' else owner}{'₀₁₂₃₄₅₆₇₈₉'[int(entry[2])]}"
            return f" If it is the text's {letter}: in code that is `{owner}[{int(entry[2]) - 1}]`."
    if name in ("eta", "η") and "lr" in names:
        return " If it is the text's η: in code that is `lr`."
    if len(name) > 1:
        begun = [owner for owner in names if owner.startswith(name)]
        return f" What comes in is called {listed(names)}." if begun else ""
    if name == "n":
        for owner, arg in zip(names, args, strict=True):
            square = isinstance(arg, np.ndarray) and arg.ndim == 2 and arg.shape[0] == arg.shape[1]
            if square or (question.kind == "path" and isinstance(arg, np.ndarray) and arg.ndim == 1):
                return f" If it is the text's n, the size of {owner}: in code that is `len({owner})`."
    came = f": what comes in is called {listed(names)}" if names else ""
    return f" If it is a letter of the text, that is no name in code{came}."


def _no_gradient_yet(question: Question, args: tuple, name: str) -> str:
    """A gradient that nobody has written, of the landscape that the function itself is about: `step_J2` of J2."""
    landscape = question.name.partition("_")[2]
    if not landscape or name != f"gradient_{landscape}" or name == question.name or question.kind != "values":
        return ""
    two = "two " if args and np.shape(args[0]) == (2,) else ""
    return f"There is no `{name}` yet: write the {two}slopes here."


def _no_first_value(question: Question, args: tuple, error: Raised) -> str:
    """A name that gets its first value from itself, as a point that walks does where no start was set."""
    begun = [name for name in question.names(args) if name.startswith(error.name)]
    before = f"{error.name} is used before it has a value. Give it the first one before the loop: "
    if question.kind == "path" and begun:
        return f"{before}`{error.name} = {begun[0]}.copy()`."
    place = CALLED.search(error.lines)
    if not place or not re.match(rf"{error.name}\s*(?:[-+*/@]=|=(?!=).*\b{error.name}\b)", place[2]):
        return ""
    return (
        f"{error.name} is used before it has a value: this line makes the new one out of the old one, and there is no "
        "old one yet."
    )
