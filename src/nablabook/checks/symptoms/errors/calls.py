"""Calls: with too few arguments or too many, of what is no function, of what numpy has not got."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from nablabook.checks.call import Raised
from nablabook.checks.question import Question
from nablabook.checks.symptoms.errors.lines import CALLED

#: A call with too few or too many arguments, as Python words it.
TOO_FEW = re.compile(r"(\w+)\(\) missing \d+ required positional arguments?: (.*)")

TOO_MANY = re.compile(
    r"(\w+)\(\) (?:takes (?:from \d+ to )?\d+ positional arguments? but \d+ (?:was|were) given"
    r"|got an unexpected keyword argument)"
)


def arguments(question: Question, args: tuple, error: Raised) -> str:
    """A call with an argument missing, or with a dict taken apart by a star where it is meant whole."""
    few, many = TOO_FEW.search(error.message), TOO_MANY.search(error.message)
    if few or (many and many[1] == question.name):
        function = few[1] if few else question.name
        if function == question.name:
            return f"The `def` line of `{function}` no longer fits what it is called with: leave it as it came."
        names = few[2].replace("'", "`")
        return f"`{function}` is called without {names}. Look up what it takes, and in which order."
    for name, arg in zip(question.names(args), args, strict=True) if many else ():
        if callable(arg) and getattr(arg, "__name__", "") == many[1]:
            one = "one dict, whole" if any(isinstance(other, Mapping) for other in args) else "fewer arguments"
            return f"`{name}` takes {one}. A star in a call hands over the entries one by one."
    return ""


def called_array(question: Question, args: tuple, error: Raised) -> str:
    """An array with round parentheses after it: an argument itself, or what another function was given."""
    place = CALLED.search(error.lines)
    if "'numpy.ndarray' object is not callable" not in error.message or not place:
        return ""
    function, code = place.groups()
    if function != question.name:
        return f"`{function}` calls an array there: was an array handed over to it where a function is meant?"
    arrays = [name for name, arg in zip(question.names(args), args, strict=True) if isinstance(arg, np.ndarray)]
    # Of an entry, theta(0), the square brackets are forgotten.
    called = [name for name in arrays if re.search(rf"\b{name}\((?!\s*-?\d+\s*\))", code)]
    return f"`{called[0]}` is the array already: use it without parentheses." if called else ""


def no_grad(question: Question, args: tuple, error: Raised) -> str:
    """The `.grad` of a numpy array, where the gradients come in as a dict of their own."""
    if "'numpy.ndarray' object has no attribute 'grad'" not in error.message:
        return ""
    dicts = [name for name, arg in zip(question.names(args), args, strict=True) if isinstance(arg, Mapping)]
    there = f" Here the gradients come in as {dicts[1]}." if question.changes == 0 and len(dicts) == 2 else ""
    return f"torch's tensors have a `.grad`, numpy's arrays have not.{there}"
