"""System calls that Python has no function for."""

from __future__ import annotations

import contextlib
import ctypes
import os

from nablabook.grading.confine.numbers import numbers

NUMBERS = numbers()

CLONE_NEWNS = 0x00020000
CLONE_NEWCGROUP = 0x02000000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
MS_NOATIME, MS_NODIRATIME, MS_BIND, MS_REC, MS_PRIVATE, MS_RELATIME = 1024, 2048, 4096, 16384, 1 << 18, 1 << 21
MNT_DETACH = 2

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_CAPBSET_DROP = 24
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 47, 4

CAP_SETGID, CAP_SETUID, CAP_SYS_ADMIN = 1 << 6, 1 << 7, 1 << 21

# `None` is the program itself, which has libc in it.
_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


def syscall(name: str, *arguments: int | bytes | None) -> int:
    """Make a system call; raises OSError, with ENOSYS where the architecture is not known."""
    if name not in NUMBERS:
        raise OSError(38, f"{name}: not known on this machine")
    converted = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    result = _libc.syscall(ctypes.c_long(NUMBERS[name]), *converted)
    if result == -1:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")
    return result


def prctl(option: int, value: int = 0, third: int = 0) -> None:
    """Change this process; raises OSError."""
    syscall("prctl", option, value, third, 0, 0)


def unshare(flags: int) -> None:
    """Leave the namespaces that `flags` names for new ones."""
    syscall("unshare", flags)


def setns(fd: int, kind: int) -> None:
    """Enter the namespace behind `fd`."""
    syscall("setns", fd, kind)


def mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    """mount(2)."""
    encoded = os.fsencode(kind) if kind else None
    syscall("mount", os.fsencode(source), os.fsencode(target), encoded, flags, os.fsencode(options))


def unmount(target: str) -> None:
    """Take a mount, and all below it, out of sight."""
    syscall("umount2", os.fsencode(target), MNT_DETACH)


def pivot_root(new: str, old: str) -> None:
    """Make `new` the root of this mount namespace; the root till now lies at `old`."""
    syscall("pivot_root", os.fsencode(new), os.fsencode(old))


def capabilities() -> int:
    """The capabilities in effect, a bit each."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    data = (ctypes.c_uint32 * 6)()
    if _libc.capget(header, data) != 0:
        return 0
    return data[0] | data[3] << 32


def drop_bounding_set() -> None:
    """Give up what a program could get by exec; without the right to, no_new_privs stands in for it."""
    with contextlib.suppress(OSError):
        for number in range(64):
            prctl(PR_CAPBSET_DROP, number)


def drop_capabilities() -> None:
    """Give up every capability, for good; raises OSError."""
    drop_bounding_set()
    with contextlib.suppress(OSError):
        prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    data = (ctypes.c_uint32 * 6)()
    if _libc.capset(header, data) != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"capset: {os.strerror(code)}")
