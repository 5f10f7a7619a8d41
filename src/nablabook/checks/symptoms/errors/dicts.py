"""Dicts: a key that is missing, bare or taken for its value, a dict where an array is meant."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nablabook.checks.call import Raised
from nablabook.checks.question import Question
from nablabook.checks.symptoms.errors.lines import CALLED
from nablabook.checks.text import listed

#: On the grader the error of a function that the check passes in comes as a message.
MISSING_KEY = re.compile(r"KeyError: '(\w+)'")

#: An array that was to be the key of a dict.
UNHASHABLE = re.compile(r"unhashable type: '(?:numpy\.)?ndarray'")

#: Text that is calculated with: Python's words for it, and numpy's.
TEXT = re.compile(r"can't multiply sequence|'str'|str_|did not contain a loop with signature.*dtype\('<U")


def missing(question: Question, args: tuple, key: str) -> str:
    """A key that no dict has: written into the code, or left out of a dict that the student made."""
    for name, arg in zip(question.names(args), args, strict=True):
        if isinstance(arg, Mapping) and key in arg:
            # Of a product of lists without its star only the first name gets a value; of two loops two do.
            place = list(arg).index(key) if isinstance(arg[key], list | tuple) else None
            star = " `product(*lists)` needs its star." if place == 1 else ""
            only = " Are only the first two names handled?" if place == 2 else ""
            return (
                f"{name} has the name {key!r}, and the dict that was made of it has not: does it hold a value for "
                f"every name?{star}{only}"
            )
        if isinstance(arg, Mapping):
            return (
                f"{name} has no {key!r}: its names are {listed([repr(k) for k in arg])} this time. Take them from "
                f"{name}, so that any will do."
            )
    return ""


def text(question: Question, args: tuple, error: Raised) -> str:
    """A str that is calculated with, most often the key of a dict that was gone through."""
    name, value = error.text
    if not name or not TEXT.search(error.message):
        return ""
    for owner, arg in zip(question.names(args), args, strict=True):
        if isinstance(arg, Mapping) and value in arg:
            return (
                f"A loop over a dict gives its keys: {name} is the string {value!r}. What stands under it is "
                f"`{owner}[{name}]`."
            )
    return f"{name} is {value[:40]!r} here, a str: text is no number, and no array."


def bare_key(question: Question, args: tuple, error: Raised) -> str:
    """A key of the dict that is asked for, without its quotes: a name with no value, or an array."""
    meant = question.oracle(args)
    place = CALLED.search(error.lines)
    if not isinstance(meant, Mapping) or not place:
        return ""
    keys = [key for key in meant if re.search(rf"(?:^|[{{,])\s*{re.escape(key)}\s*:(?!=)", place[2])]
    if error.type == "NameError":
        keys = [key for key in keys if key == error.name]
    elif not UNHASHABLE.search(error.message):
        return ""
    return f'The keys are strings, in quotes: "{keys[0]}".' if keys else ""


def in_product(question: Question, args: tuple, error: Raised) -> str:
    """A dict, whole, that a matrix product meets where one of its arrays is meant."""
    place = CALLED.search(error.lines)
    name = re.escape(error.mapping)
    if not name or not place or "does not have enough dimensions" not in error.message:
        return ""
    if not re.search(rf"@\s*{name}\b(?!\s*[.\[(])|(?<![\w.]){name}\s*@", place[2]):
        return ""
    return f"`{error.mapping}` is a dict, and `@` is for two arrays. One of its arrays is `{error.mapping}[key]`."


def handed_on(question: Question, args: tuple, error: Raised) -> str:
    """A dict made of another, names -> lists, in which a name stands where one of the values is meant."""
    lists = [(name, arg) for name, arg in zip(question.names(args), args, strict=True) if isinstance(arg, Mapping)]
    if error.type not in ("KeyError", "TypeError", "ValueError") or not any(callable(arg) for arg in args):
        return ""
    handed: list[Mapping] = []

    def noting(function: object) -> object:
        def noted(*given: object) -> object:
            handed.extend(item for item in given if isinstance(item, Mapping))
            return function(*given)

        return noted if callable(function) else function

    question.call(tuple(noting(arg) for arg in args))
    for name, grid in lists if handed else ():
        made = dict(handed[-1])
        meant = [value for values in grid.values() if isinstance(values, list | tuple) for value in values]
        strings = [value for value in made.values() if isinstance(value, str) and value not in meant]
        if made and not made.keys() & grid.keys() and all(value in grid for value in strings) and strings:
            return "Names and values have changed places in the dict: in `zip` the names come first."
        if strings and any(value in word for value in strings for word in grid):
            return (
                f"The names in {name}, or their letters, are combined. The lists of values are meant: "
                f"`{name}.values()`."
            )
    return ""
