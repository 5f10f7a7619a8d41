"""Functions of a check's own that a student's code calls: they stay in the judge, and are asked by number.

A check that a student has written is tried on dozens of candidates, and calls each at the same dozen points. To ask
takes longer than to answer. So of a watched function the answers at the points of its group's calls before are sent
along with it; those that were used are told with the next message, and noted as if they had been asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any

import msgpack

from nablabook.checks.arrays import as_input, same
from nablabook.checks.subject import Watch
from nablabook.grading.values import decode, encode

#: Bytes of points that are kept, and bytes that are sent along with a function at most.
MOST = 256 * 2**10


class Callback:
    """One function; `before` are its group's calls, each with its arguments as they came, packed."""

    def __init__(self, function: Callable, before: Sequence[bytes] = ()) -> None:
        self.function, self.before = function, before
        self.watch: Watch | None = getattr(function, "watch", None)
        self.is_steady = bool(getattr(function, "is_steady", False))
        #: The first calls of a watched function.
        self.calls: list[bytes] = []
        self._size = self._used = 0

    def answer(self, arguments: list) -> dict:
        """What it answers now."""
        if self.watch:
            self._note(msgpack.packb(arguments))
        return _answer(self.function, arguments)

    def foretold(self) -> Iterator[dict]:
        """What it would answer at the points of its group: each with the arguments, packed, for which it holds."""
        size = 0
        for packed in self.before if self.watch else ():
            answer = _answer(self.watch.function, msgpack.unpackb(packed))  # type: ignore[union-attr]
            size += len(msgpack.packb(answer))
            if size > MOST:
                return
            yield {"at": packed, **answer}

    def was_used(self) -> None:
        """The next of those that were foretold was asked for; raises `LookupError` where there was none."""
        packed = self.before[self._used]
        self._used += 1
        self._note(packed)
        if self.watch:
            with suppress(ValueError):  # what a call would have raised
                self.watch.note(*(decode(argument) for argument in msgpack.unpackb(packed)))

    def _note(self, packed: bytes) -> None:
        self._size += len(packed)
        if self._size <= MOST:
            self.calls.append(packed)


def _answer(function: Callable, arguments: list) -> dict:
    try:
        args = [decode(argument) for argument in arguments]
        before = [as_input(arg) for arg in args]
        answer: dict[str, Any] = {"value": encode(function(*args))}
        # Here the function has changed a copy; the caller's own array is changed there.
        answer["changed"] = [[i, encode(a)] for i, a in enumerate(args) if not same(a, before[i])]
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"[:500]}
    return answer
