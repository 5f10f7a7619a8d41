"""Numbers done by hand, checked at once although the notebook must not hold them: salted, slow hashes."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from nablabook.checks.dress import Undressed, dress
from nablabook.checks.finding import Finding, State
from nablabook.checks.report import report
from nablabook.checks.text import brief

#: Decimals that are compared; an answer by hand is exact to these or has another mistake.
DECIMALS = 3
#: PBKDF2 rounds: some 5 ms a guess, nothing for one answer, a nuisance for a search.
ROUNDS = 10_000
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


def by_hand(sealed: str, **answers: Any) -> None:
    """Hold numbers done by hand against a packed table of hashes that the builder makes.

    The table maps each name to {hash: sentence}: RIGHT for the right value, else the mistake that gives the value.
    Raises `NotYet` for the first name that isn't right.
    """
    report(_find(unpack(sealed), answers))


def _find(table: Mapping[str, Mapping[str, str]], answers: Mapping[str, Any]) -> Finding:
    exercise = ", ".join(answers)
    for name, value in answers.items():
        if value is Ellipsis:
            return Finding(State.NOT_STARTED, exercise, f"{name} is still `...`: put your numbers there.")
        try:
            array = dress(value, name).array
        except Undressed as undressed:
            return Finding(State.NOT_YET, exercise, str(undressed))
        said = table[name].get(seal(name, array))
        if said != RIGHT:
            return Finding(State.NOT_YET, exercise, f"{name} = {brief(array)} is not right yet.", said or "")
    return Finding(State.PASSED, exercise, f"Right to {DECIMALS} decimals.")
