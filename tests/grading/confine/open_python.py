"""Runs a program as a given user, in a mount namespace where every user can reach this Python.

    python open_python.py UID PATH... -- PROGRAM ARGUMENT...

For tests that root starts: its Python may lie in a home folder that nobody else may enter. Of such a folder, only what
leads to the PATHs is left in the namespace; outside, nothing is changed. The last of the PATHs is the working folder.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from nablabook.grading.confine.syscalls import CLONE_NEWNS, MS_BIND, MS_PRIVATE, MS_REC, mount, unshare


def closed(path: Path) -> Path | None:
    """The uppermost folder on the way to `path` that others may not enter."""
    return next((p for p in reversed([path, *path.parents]) if p.is_dir() and not p.stat().st_mode & 0o001), None)


def main(user: int, paths: list[Path], command: list[str]) -> None:
    unshare(CLONE_NEWNS)
    mount("none", "/", None, MS_REC | MS_PRIVATE)
    wanted: dict[Path, list[tuple[Path, int]]] = {}
    for path in paths:
        door = closed(path)
        if door is not None:
            wanted.setdefault(door, []).append((path, os.open(path, os.O_PATH)))
    for door, inside in wanted.items():
        mount("tmpfs", str(door), "tmpfs", 0, "mode=755")
        for path, fd in inside:
            if not path.exists():
                path.mkdir(parents=True, mode=0o755)
                mount(f"/proc/self/fd/{fd}", str(path), None, MS_BIND | MS_REC)
            os.close(fd)
    os.chdir(paths[-1])
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    os.execv(command[0], command)


if __name__ == "__main__":
    end = sys.argv.index("--")
    main(int(sys.argv[1]), [Path(p).resolve() for p in sys.argv[2:end]], sys.argv[end + 1 :])
