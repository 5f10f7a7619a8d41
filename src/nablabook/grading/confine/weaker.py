"""The weaker way, where no namespaces can be had: Landlock and the filter, and a user of its own if root starts it.

What it leaves open: sizes, times and names of files that the account may look at can still be asked for one by one,
and the scratch folder is one on the disk, measured by the warm process.
"""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import tempfile
import time
from pathlib import Path

from nablabook.grading.confine import filesystem, landlock, limits, privileges, seccomp, syscalls
from nablabook.grading.confine.cage import BURIAL, Cage, CannotConfine, forget_the_rest
from nablabook.grading.confine.limits import MB, Quotas

#: Seconds between two looks at the scratch folder.
LOOK = 0.05


class Landlocked(Cage):
    """One notebook at a time; `watch` has to be called.

    It writes, gives away and measures nothing but a folder that it has just made inside the driver's, and removes
    nothing at all: the driver removes its own.
    """

    name = "Landlock"

    def start(self) -> None:
        self.user: privileges.OwnUser | None = None
        if not landlock.version():
            raise CannotConfine("no Landlock (Linux 5.13, switched on)")
        if privileges.is_root():
            if not (privileges.has(syscalls.CAP_SETUID) and privileges.has(syscalls.CAP_SETGID)):
                raise CannotConfine("started as root without the right to be another user")
            self.user = privileges.OwnUser()
            self.name = "a user of its own and Landlock"
        elif landlock.version() < landlock.SCOPES_SINCE:
            raise CannotConfine("Landlock can't keep signals in (Linux 6.12)")
        # What a notebook leaves running becomes this process's child, and is ended by it.
        syscalls.prctl(syscalls.PR_SET_CHILD_SUBREAPER, 1)
        self._next: str = ""
        self._watched: tuple[int, Path, Quotas] | None = None

    def grown(self) -> None:
        self._warm = limits.address_space()

    def close_doors(self) -> None:
        self.grown()
        paths = [*filesystem.visible(), *(f"/dev/{name}" for name in filesystem.DEVICES)]
        self._readable, self._listed = landlock.all_but(paths, filesystem.withheld())
        self._filter = seccomp.program(attributes=self.user is not None)

    def prepare(self, folder: str) -> None:
        """Before the fork: a fresh folder in the driver's, which has to be a private one of this account's."""
        found = os.lstat(folder)
        private = stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o077
        if not private:
            raise CannotConfine(f"{folder} is no private folder")
        self._next = tempfile.mkdtemp(prefix="scratch-", dir=folder)
        if self.user:
            # The driver's folder is passed through, and can't be listed.
            os.chmod(folder, 0o711)
            os.chown(self._next, self.user.number, self.user.number)

    def enter(self, folder: str, quotas: Quotas, fd: int) -> None:
        home = self._next
        os.setsid()
        os.chdir(home)
        forget_the_rest(home, fd)
        limits.set_limits(quotas, self._warm, 0 if self.user else limits.tasks_of(os.geteuid()))
        if self.user:
            syscalls.drop_bounding_set()
            self.user.become()
        syscalls.drop_capabilities()
        # After all that changes who this is, which would clear it.
        syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
        privileges.give_up_new_ones()
        landlock.restrict(self._readable, [home, "/dev/null"], self._listed)
        seccomp.install(self._filter)

    def forked(self, pid: int, folder: str, quotas: Quotas) -> None:
        self._watched = (pid, Path(self._next), quotas)

    def sweep(self, pid: int) -> None:
        """End every process that a notebook has left; all that this process has below it is the notebook's."""
        self._watched = None
        deadline = time.monotonic() + BURIAL
        while time.monotonic() < deadline:
            _kill(_below())
            try:
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
            except ChildProcessError:
                return
            time.sleep(0.001)

    def watch(self) -> float | None:
        if self._watched is None:
            return None
        _, folder, quotas = self._watched
        if _too_much(folder, quotas):
            _kill(_below())
        return LOOK


def _too_much(folder: Path, quotas: Quotas) -> bool:
    """Whether the folder holds more than it may; looks no further than that takes."""
    size = count = 0
    waiting = [str(folder)]
    while waiting:
        with contextlib.suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                count += 1
                with contextlib.suppress(OSError):
                    size += entry.stat(follow_symlinks=False).st_blocks * 512
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                if size > quotas.scratch * MB or count > quotas.files:
                    return True
    return False


def _kill(pids: list[int]) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _below() -> list[int]:
    """Every process below this one."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            parent = int(path.read_text().rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(path.parent.name))
    found, waiting = [], [os.getpid()]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return found
