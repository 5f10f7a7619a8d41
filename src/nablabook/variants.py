"""Variants: answers that are right in another way, and answers that are wrong in a known way.

A room's variants.py holds plain functions. Where the answer is a function, a variant is that function under a name
of its own; where the answer is a cell of literals, a variant's body is that cell.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

__all__ = ["right", "wrong"]


def right(function: Callable | None = None, *, answer: str = "") -> Any:
    """Mark an answer that is right in another way: other algorithm, loops, einsum, float32, a list as result.

    `answer` names the answer that it stands for, in a room that has several.
    """
    return _mark(function, "right", "", answer)


def wrong(*, says: str, answer: str = "") -> Any:
    """Mark a misconception; `says` is the sentence that the student must be told."""
    return _mark(None, "wrong", says, answer)


def _mark(function: Callable | None, kind: str, says: str, answer: str) -> Any:
    def mark(marked: Callable) -> Callable:
        marked.__variant__ = {"kind": kind, "says": says, "answer": answer}
        return marked

    return mark if function is None else mark(function)
