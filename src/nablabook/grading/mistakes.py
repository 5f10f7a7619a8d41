"""What known mistakes would give, kept for all judges of a run: to compute it anew takes most of a failing check."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import msgpack
import numpy as np

from nablabook.checks.symptoms import kept
from nablabook.checks.symptoms.kept import Proposed
from nablabook.checks.symptoms.proposal import Proposal
from nablabook.grading import contents
from nablabook.grading.values import Forged, Unsendable, decode, encode

#: Bytes of what is kept for one input.
LARGEST = 2**18


class Files:
    """A shelf in files. `read` and `write` take a name; `asked` counts what the student's process was asked."""

    def __init__(
        self, read: Callable[[str], bytes | None], write: Callable[[str, bytes], None], asked: Callable[[], int]
    ) -> None:
        self._read, self._write, self._asked = read, write, asked
        self._before = 0

    def load(self, about: Sequence[Any]) -> Mapping[str, list[Proposal]]:
        self._before = self._asked()
        name = self._name(about)
        data = self._read(name) if name else None
        if data is None:
            return {}
        try:
            found = msgpack.unpackb(data, raw=False, strict_map_key=False)
            return {family: [_proposal(each) for each in listed] for family, listed in found.items()}
        except (ValueError, TypeError, KeyError, Forged, msgpack.exceptions.UnpackException):
            return {}  # that costs only time

    def save(self, about: Sequence[Any], found: Proposed) -> None:
        if self._asked() != self._before:
            return  # it depends on an answer after all
        name = self._name(about)
        if name is None:
            return
        try:
            plain = {family: [_plain(each) for each in listed] for family, listed in found.items()}
            data = msgpack.packb(plain, use_bin_type=True)
        except (Unsendable, ValueError, TypeError):
            return
        if len(data) <= LARGEST:
            self._write(name, data)

    @staticmethod
    def _name(about: Sequence[Any]) -> str | None:
        """A name for all that decides them, the function's code included; None where that can't be seen."""
        found = contents.of_values(about)
        return f"mistakes-{found}" if found else None


@contextmanager
def on(shelf: kept.Shelf) -> Iterator[None]:
    """Within it, what mistakes would give is taken from the shelf."""
    before = kept.shelf
    kept.shelf = shelf
    try:
        yield
    finally:
        kept.shelf = before


def _plain(proposal: Proposal) -> list[Any]:
    """Raises ValueError for one that would not come back as it is."""
    plain = [encode(proposal.key), proposal.sentence, encode(np.asarray(proposal.array))]
    back = _proposal(plain)
    same = back.array.dtype == proposal.array.dtype and back.key == proposal.key
    if not same or not np.array_equal(back.array, proposal.array, equal_nan=True):
        raise ValueError("it can't be kept")
    return plain


def _proposal(plain: list[Any]) -> Proposal:
    key: Hashable = decode(plain[0])
    return Proposal(key, plain[1], decode(plain[2]))
