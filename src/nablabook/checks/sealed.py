"""Numbers done by hand, checked at once although the notebook must not hold them: salted, slow hashes."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from nablabook.checks.dress import Undressed, dress
from nablabook.checks.finding import Finding, State
from nablabook.checks.report import report
from nablabook.checks.text import brief, listed, shape

#: Decimals that are compared; an answer by hand is exact to these or has another mistake.
DECIMALS = 3
#: PBKDF2 rounds: some 5 ms a guess, nothing for one answer, a nuisance for a search.
ROUNDS = 10_000
#: What a decimal number is told where things are counted.
NOT_WHOLE = "A count is a whole number, without a point: 7, not 7.0."
#: The shape of a row, and the first numbers in words.
ROW = re.compile(r"\((\d+),\)")
COUNTS = {"2": "Two", "3": "Three", "4": "Four"}
#: What stands in a sealed table for the right value.
RIGHT = ""


def seal(name: str, value: Any) -> str:
    """The salted hash of `value`, rounded to DECIMALS; `name` is the salt. Arrays of one shape and value are equal."""
    array = np.round(np.asarray(value, dtype=np.float64), DECIMALS) + 0.0
    text = f"{array.shape}{[f'{v:.{DECIMALS}f}' for v in array.ravel()]}"
    return hashlib.pbkdf2_hmac("sha256", text.encode(), name.encode(), ROUNDS, dklen=12).hex()


def pack(table: Mapping[str, Mapping[str, str]]) -> str:
    """A sealed table in one line: nothing secret in it, but nothing to read either. The same bytes everywhere."""
    return base64.b64encode(json.dumps(table, sort_keys=True, ensure_ascii=False).encode()).decode()


def unpack(line: str) -> dict[str, dict[str, str]]:
    """The table that `pack` packed."""
    return json.loads(base64.b64decode(line))


def by_hand(sealed: str, *, whole: bool = False, **answers: Any) -> None:
    """Hold numbers done by hand against a packed table of hashes that the builder makes.

    The table maps each name to {hash: sentence}: RIGHT for the right value, else the mistake that gives the value.
    With `whole` only integers are taken. Raises `NotYet` for the first name that isn't right.
    """
    report(_find(unpack(sealed), answers, whole))


def _find(table: Mapping[str, Mapping[str, str]], answers: Mapping[str, Any], whole: bool) -> Finding:
    exercise = ", ".join(answers)
    right: list[str] = []
    for name, value in answers.items():
        so_far = f"{listed(right)} {'is' if len(right) == 1 else 'are'} right. " if right else ""
        if value is Ellipsis:
            state = State.NOT_YET if right else State.NOT_STARTED
            return Finding(state, exercise, f"{so_far}{name} is still `...`: put your numbers there.")
        try:
            dressed = dress(value, name)
        except Undressed as undressed:
            return Finding(State.NOT_YET, exercise, so_far + str(undressed))
        array, size = dressed.array, table[name]["shape"]
        if whole and not dressed.whole:
            lead = f"{so_far}{name} = {brief(array)} is not right yet."
            return Finding(State.NOT_YET, exercise, lead, NOT_WHOLE)
        row = ROW.fullmatch(size)
        if row and not array.ndim:
            lead = f"{so_far}{name} = {brief(array)} is one number, expected shape {size}."
            cause = f"{COUNTS.get(row[1], row[1])} numbers are meant, in square brackets, with commas between them."
            return Finding(State.NOT_YET, exercise, lead, cause)
        if shape(array.shape) != size and array.ndim == 1:
            cause = "Decimals are written with a point: 0.5, not 0,5." if array.size > 1 else ""
            return Finding(
                State.NOT_YET, exercise, f"{so_far}{name} has shape {shape(array.shape)}, expected {size}.", cause
            )
        said = table[name].get(seal(name, array))
        if said != RIGHT:
            lead = f"{so_far}{name} = {brief(array)} is not right yet."
            return Finding(State.NOT_YET, exercise, lead, said or "")
        right.append(name)
    return Finding(State.PASSED, exercise, "")
