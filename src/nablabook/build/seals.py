"""The sealed table of a `check.by_hand`: hashes of the right numbers and of the known mistakes."""

from __future__ import annotations

from typing import Any

import numpy as np

from nablabook.build.master import Room
from nablabook.build.names import answers_of
from nablabook.build.variants import Variant, read_variants
from nablabook.checks.sealed import RIGHT, pack, seal
from nablabook.checks.text import shape

#: What an author writes in the place of the table: check.by_hand(SEALED, first_step=first_step).
SEALED = "SEALED"


def seal_table(room: Room, answer: str) -> str:
    """The sealed table for the answer cell `answer` of `room`, packed into one line."""
    names = answers_of(answer)
    right = _run(answer)
    table = {name: {"shape": shape(np.shape(right[name])), seal(name, right[name]): RIGHT} for name in names}
    for variant in read_variants(room):
        if variant.wrong and variant.answer == names[0]:
            _add(table, right, _run(variant.as_answer(answer)), variant)
    return pack(table)


def _add(table: dict[str, dict[str, str]], right: dict[str, Any], wrong: dict[str, Any], variant: Variant) -> None:
    for name, hashes in table.items():
        value = wrong[name]
        if np.shape(value) != np.shape(right[name]) or not np.array_equal(value, right[name]):
            hashes.setdefault(seal(name, value), variant.says)


def _run(source: str) -> dict[str, Any]:
    namespace: dict[str, Any] = {"np": np}
    exec(compile(source, "<answer>", "exec"), namespace)
    return namespace
