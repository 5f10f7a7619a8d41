"""What a notebook may take of the machine, held by the kernel."""

from __future__ import annotations

import contextlib
import os
import resource
from dataclasses import dataclass
from pathlib import Path

MB = 2**20
#: The notebook's own process, the fork of it that answers the judge, and one that is still being buried.
OURS = 3


@dataclass(frozen=True)
class Quotas:
    """Megabytes, processes and seconds of one notebook."""

    memory: int = 1024
    processes: int = 8
    file: int = 32
    scratch: int = 64
    descriptors: int = 256
    processor: int = 60

    @property
    def files(self) -> int:
        """The most files that the scratch folder holds: empty ones take memory too."""
        return 64 * self.scratch


def address_space() -> int:
    """Bytes of address space that this process has taken; 0 where the kernel doesn't say."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def set_limits(quotas: Quotas, warm: int, others: int) -> None:
    """Hold this process, and what it starts, to the quotas.

    `warm` is the address space taken before, `others` the processes from before that count as the same user's.
    """
    everything = [
        (resource.RLIMIT_AS, warm + quotas.memory * MB),
        (resource.RLIMIT_FSIZE, quotas.file * MB),
        (resource.RLIMIT_NOFILE, quotas.descriptors),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_NPROC, others + quotas.processes + OURS),
    ]
    for what, most in everything:
        _lower(what, most, most)
    # At the first the kernel only signals, which a process with number 1 does not mind; at the second it kills.
    _lower(resource.RLIMIT_CPU, quotas.processor, quotas.processor + 1)


def _lower(what: int, soft: int, hard: int) -> None:
    _, most = resource.getrlimit(what)
    if most != resource.RLIM_INFINITY:
        soft, hard = min(soft, most), min(hard, most)
    resource.setrlimit(what, (soft, hard))


def tasks_of(user: int) -> int:
    """The processes and threads of a user, as far as they can be seen."""
    count = 0
    for path in Path("/proc").glob("[0-9]*/task"):
        with contextlib.suppress(OSError):
            if path.stat().st_uid == user:
                count += len(os.listdir(path))
    return count
