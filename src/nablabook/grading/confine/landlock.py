"""Landlock: the kernel's own list of the files that a process may touch, whatever its user may."""

from __future__ import annotations

import ctypes
import os
import stat
import struct
from collections.abc import Collection, Iterable

from nablabook.grading.confine.syscalls import syscall

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
READ = EXECUTE | READ_FILE | READ_DIR
#: The rights that a rule on a file may name.
ON_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
#: The rights of the interface's first version, and the versions that brought more.
FIRST = (1 << 13) - 1
REFER_SINCE, TRUNCATE_SINCE, TCP_SINCE, DEVICES_SINCE, SCOPES_SINCE = 2, 3, 4, 5, 6
BIND_AND_CONNECT = 3
#: No abstract Unix socket of, and no signal to, a process outside.
SCOPES = 3
PATH_BENEATH = 1


def version() -> int:
    """The version of Landlock's interface here; 0 where there is none."""
    try:
        return syscall("landlock_create_ruleset", None, 0, 1)
    except OSError:
        return 0


def handled(abi: int) -> int:
    """All rights over files that this version can withhold."""
    rights = FIRST
    for since, right in ((REFER_SINCE, REFER), (TRUNCATE_SINCE, TRUNCATE), (DEVICES_SINCE, IOCTL_DEV)):
        if abi >= since:
            rights |= right
    return rights


def all_but(paths: Iterable[str], withheld: Collection[str]) -> tuple[list[str], list[str]]:
    """The files and folders that make up `paths` without `withheld`, and the folders on the way, to be listed only.

    A rule on a folder holds for all below it, so that what is left out splits its folder into its entries.
    `withheld` are real names.
    """
    whole: list[str] = []
    split: list[str] = []
    waiting = sorted({os.path.realpath(path) for path in paths})
    while waiting:
        path = waiting.pop()
        if path in withheld or path in split:
            continue
        if any(out.startswith(f"{path}/") for out in withheld):
            split.append(path)
            with os.scandir(path) as entries:
                # Where a link leads is readable by a rule of its own, or not at all.
                waiting += [entry.path for entry in entries if not entry.is_symlink()]
        else:
            whole.append(path)
    return whole, split


def restrict(readable: Iterable[str], writable: Iterable[str], listed: Iterable[str] = ()) -> None:
    """Withhold every right but reading and running below `readable`, listing folders below `listed`, and all below
    `writable`; raises OSError."""
    abi = version()
    rights = handled(abi)
    attributes = struct.pack("=Q", rights)
    if abi >= TCP_SINCE:
        attributes += struct.pack("=Q", BIND_AND_CONNECT)
    if abi >= SCOPES_SINCE:
        attributes += struct.pack("=Q", SCOPES)
    buffer = ctypes.create_string_buffer(attributes, len(attributes))
    ruleset = syscall("landlock_create_ruleset", ctypes.addressof(buffer), len(attributes), 0)
    try:
        for path in readable:
            _allow(ruleset, path, READ)
        for path in listed:
            _allow(ruleset, path, READ_DIR)
        for path in writable:
            _allow(ruleset, path, rights & ~IOCTL_DEV)
        syscall("landlock_restrict_self", ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(fd).st_mode):
            rights &= ON_FILES
        rule = ctypes.create_string_buffer(struct.pack("=Qi", rights, fd), 12)
        syscall("landlock_add_rule", ruleset, PATH_BENEATH, ctypes.addressof(rule), 0)
    finally:
        os.close(fd)
