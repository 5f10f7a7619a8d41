"""The full way: the warm process lives in namespaces of its own, and each notebook in further ones.

driver
  '- starter, which only waits
       '- warm process, number 1 of its PID namespace: with its end the kernel ends everything in there
            '- a notebook, number 1 of its own PID namespace
"""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys
from pathlib import Path

from nablabook.grading.confine import filesystem, landlock, limits, privileges, seccomp, syscalls
from nablabook.grading.confine.cage import Cage, CannotConfine, forget_the_rest
from nablabook.grading.confine.limits import Quotas
from nablabook.grading.confine.syscalls import (
    CLONE_NEWCGROUP,
    CLONE_NEWIPC,
    CLONE_NEWNET,
    CLONE_NEWNS,
    CLONE_NEWPID,
    CLONE_NEWUSER,
    CLONE_NEWUTS,
    setns,
    unshare,
)

#: Who an ordinary user is inside.
INSIDE = 1000
#: Processes that count as the ordinary user's, in the namespace of the warm one: it, and its starter.
BEFORE = 2


class Namespaces(Cage):
    """User (unless root), mount, PID, network, IPC and UTS namespaces; inside, Landlock and the filter of calls."""

    name = "namespaces"

    def start(self) -> None:
        self.user: privileges.OwnUser | None = None
        self._try_out()
        if privileges.is_root():
            self.user = privileges.OwnUser()
        _leave()
        starter = os.getpid()
        pid = os.fork()
        if pid:
            _wait(pid)
        # Number 1 has no parent that it could ask for, so the starter's end may have come before.
        syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
        if not os.path.exists(f"/proc/{starter}"):
            os._exit(1)
        self._here = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)

    def _try_out(self) -> None:
        """Do all of it once in a process that ends, so that another way is still open; raises `CannotConfine`."""
        reader, writer = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                if privileges.is_root() and not privileges.has(syscalls.CAP_SYS_ADMIN):
                    raise PermissionError(errno.EPERM, "started as root without CAP_SYS_ADMIN")
                _leave()
                filesystem.build(self.number)
            except Exception as error:
                os.write(writer, f"no namespaces ({error})".encode()[:1000])
            finally:
                os._exit(0)
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            said = pipe.read()
        os.waitpid(pid, 0)
        if said:
            raise CannotConfine(said.decode())

    @property
    def number(self) -> int:
        """The user that runs a notebook, as it is called inside."""
        return self.user.number if self.user else INSIDE

    def grown(self) -> None:
        self._warm = limits.address_space()

    def close_doors(self) -> None:
        self.grown()
        self._others = 0 if self.user else BEFORE + _counted_outside()
        self._filter = seccomp.program(attributes=True)
        try:
            filesystem.build(self.number)
        except OSError as error:
            raise CannotConfine(f"the view of the files can't be made ({error})") from None
        _keep_fonts_in_sight()

    def fork(self) -> int:
        # A process can't move to another PID namespace: only its children are born in one.
        unshare(CLONE_NEWPID)
        pid = os.fork()
        if pid:
            setns(self._here, CLONE_NEWPID)
        return pid

    def enter(self, folder: str, quotas: Quotas, fd: int) -> None:
        os.setsid()
        with contextlib.suppress(OSError):  # when memory runs out, this first
            Path("/proc/self/oom_score_adj").write_text("1000")
        unshare(CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWNET | CLONE_NEWUTS)
        filesystem.fresh(self.number, quotas.scratch, quotas.files)
        forget_the_rest(filesystem.HOME, fd)
        limits.set_limits(quotas, self._warm, self._others)
        if self.user:
            # The bounding set goes first: afterwards there is no right to.
            syscalls.drop_bounding_set()
            self.user.become()
        syscalls.drop_capabilities()
        privileges.give_up_new_ones()
        with contextlib.suppress(OSError):  # a second wall: the probe says whether the first stands without
            landlock.restrict(["/"], [filesystem.HOME, "/dev/null"])
        with contextlib.suppress(OSError):
            seccomp.install(self._filter)

    def sweep(self, pid: int) -> None:
        """The kernel has: a PID namespace ends with its number 1."""


def _wait(pid: int) -> None:
    """Be the starter: end as the process does, and take it along."""
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1):
        os.dup2(null, fd)
    os.closerange(3, 4096)
    _, status = os.waitpid(pid, 0)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def _leave() -> None:
    """Leave the namespaces that this process was started in; root's user namespace excepted. Raises OSError."""
    if not privileges.is_root():
        _own_user_namespace()
    unshare(CLONE_NEWNS | CLONE_NEWPID)
    with contextlib.suppress(OSError):
        unshare(CLONE_NEWCGROUP)


def _own_user_namespace() -> None:
    """Become a user of a new user namespace, with every capability there and none here."""
    uid, gid = os.geteuid(), os.getegid()
    unshare(CLONE_NEWUSER)
    with contextlib.suppress(FileNotFoundError):
        Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{INSIDE} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{INSIDE} {gid} 1")


def _counted_outside() -> int:
    """Processes of this user that count against its limit although they are outside: before Linux 5.14, all."""
    major, minor = (int("".join(filter(str.isdigit, word)) or 0) for word in os.uname().release.split(".")[:2])
    if (major, minor) >= (5, 14):
        return 0
    return limits.tasks_of(os.geteuid())


def _keep_fonts_in_sight() -> None:
    """Take from matplotlib's list the fonts that can't be read from here, so that no figure asks for one."""
    manager = sys.modules.get("matplotlib.font_manager")
    if manager is not None:
        fonts = manager.fontManager
        fonts.ttflist = [font for font in fonts.ttflist if os.path.exists(font.fname)]
        fonts.afmlist = [font for font in fonts.afmlist if os.path.exists(font.fname)]
