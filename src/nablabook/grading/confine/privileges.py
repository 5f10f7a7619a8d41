"""From whoever grades down to a user who owns nothing, and no way back up."""

from __future__ import annotations

import os
import random
import socket

from nablabook.grading.confine import syscalls
from nablabook.grading.confine.syscalls import prctl

#: User numbers that no distribution gives away: the first of these that exist in this user namespace.
RANGES = ((1_900_000_000, 10_000), (60_600, 400), (40_000, 1_000))


def is_root() -> bool:
    return os.geteuid() == 0


def has(capability: int) -> bool:
    return bool(syscalls.capabilities() & capability)


class OwnUser:
    """A user number for one warm process, that no other warm process on this machine has meanwhile."""

    def __init__(self) -> None:
        first, count = next((r for r in RANGES if _mapped(*r)), RANGES[-1])
        start = random.randrange(count)
        for k in range(count):
            self.number = first + (start + k) % count
            self._lock = socket.socket(socket.AF_UNIX)
            try:
                # An abstract name goes with the process that holds it, however that ends.
                self._lock.bind(f"\0nablabook-user-{self.number}")
                return
            except OSError:
                self._lock.close()
        raise OSError("no user number is free for the student's process")

    def become(self) -> None:
        """Be that user, in no group but its own; for good."""
        os.setgroups([])
        os.setresgid(self.number, self.number, self.number)
        os.setresuid(self.number, self.number, self.number)


def _mapped(first: int, count: int) -> bool:
    """Whether the user numbers exist in this user namespace."""
    try:
        with open("/proc/self/uid_map") as file:
            rows = [[int(word) for word in line.split()] for line in file]
    except OSError:
        return first < 65_000
    return any(inside <= first and first + count <= inside + length for inside, _, length in rows)


def give_up_new_ones() -> None:
    """No program that is started gains a privilege: neither by its mode nor by its file's capabilities."""
    prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
    # No core, and no other process of the same user reads this one's memory.
    prctl(syscalls.PR_SET_DUMPABLE, 0)
