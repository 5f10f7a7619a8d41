"""What the judges of one run keep for each other: files in a folder that is theirs alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from functools import cache

#: Files that are kept; one has from 1 to 50 kB.
MOST = 10_000


@cache
def _room(folder: str) -> Iterator[int]:
    """As many numbers as files may be added. A process counts once: that takes longer than to write one."""
    return iter(range(MOST - len(os.listdir(folder))))


def write(folder: str, name: str, data: bytes) -> None:
    """All of it or nothing; what can't be kept costs only time."""
    with suppress(OSError):
        if next(_room(folder), None) is not None:
            # A folder of ours alone, and one process of each number: nobody else has this name.
            unfinished = f"{folder}/unfinished-{os.getpid()}"
            with open(unfinished, "wb") as file:
                file.write(data)
            os.replace(unfinished, f"{folder}/{name}")


def read(folder: str, name: str) -> bytes | None:
    try:
        with open(f"{folder}/{name}", "rb", buffering=0) as file:
            return file.read()
    except OSError:
        return None
