"""The files that a student's process sees: Python, its libraries, this package, and a scratch folder in memory."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import re
import struct
import sys
from pathlib import Path

import nablabook
from nablabook.grading.confine import syscalls
from nablabook.grading.confine.syscalls import (
    MS_BIND,
    MS_NOATIME,
    MS_NODEV,
    MS_NODIRATIME,
    MS_NOEXEC,
    MS_NOSUID,
    MS_PRIVATE,
    MS_RDONLY,
    MS_REC,
    MS_RELATIME,
    MS_REMOUNT,
    mount,
    pivot_root,
    unmount,
)

#: The scratch folder, all of it in memory: working folder, home and place for temporary files.
HOME = "/home/student"
DEVICES = ("null", "zero", "full", "random", "urandom")
#: What programs and shared libraries need, where it is there. Of /etc nothing that tells who uses this machine.
_SYSTEM = """
    /bin /sbin /lib /lib32 /lib64 /libx32 /nix/store /gnu/store /etc/ld.so.cache /etc/ld.so.conf
    /etc/ld.so.conf.d /etc/fonts /etc/localtime /etc/alternatives
"""
SYSTEM = _SYSTEM.split()
#: Of a folder that programs are installed in, what they need. Not all: nbgrader's exchange, with what others have
#: handed in, lies in /usr/local/share by default.
_PARTS = """
    bin sbin lib lib32 lib64 libexec pyvenv.cfg ssl fonts etc/fonts share/fonts share/fontconfig share/zoneinfo
    share/locale share/terminfo share/tcltk share/mime
"""
PARTS = _PARTS.split()
PACKAGES = frozenset({"site-packages", "dist-packages"})
#: The library that answers are held against: among the others it is left out.
WITHHELD = "torch"
PASSWD = "student:x:{0}:{0}::" + HOME + ":/bin/false\n"


def visible() -> list[str]:
    """The files and folders to be read: no folder of a clone's but the package's own, and no folder twice."""
    python = [os.path.join(prefix, part) for prefix in _prefixes() for part in PARTS]
    packages = [entry for entry in sys.path if Path(entry).name in PACKAGES]
    own = [os.path.dirname(os.path.abspath(nablabook.__file__))]
    wanted = [*SYSTEM, *python, *packages, *own]
    # A folder that is reached through a symbolic link is needed under both its names.
    names = {os.path.abspath(path) for path in wanted} | {os.path.realpath(path) for path in wanted}
    found: list[str] = []
    for path in sorted(names - {"/"}):
        if os.path.exists(path) and not any(path.startswith(f"{upper}/") for upper in found):
            found.append(path)
    return found


def withheld() -> list[str]:
    """The folders among those of `visible` that stay out of sight, by their real names."""
    patterns = (f"lib*/python*/{name}/{WITHHELD}" for name in PACKAGES)
    places = {Path(entry, WITHHELD) for entry in sys.path if Path(entry).name in PACKAGES}
    for pattern in patterns:
        places |= {path for prefix in _prefixes() for path in Path(prefix).glob(pattern)}
    return sorted({os.path.realpath(path) for path in places if path.is_dir()})


def _prefixes() -> set[str]:
    return {"/usr", "/usr/local", sys.base_prefix, sys.base_exec_prefix, sys.prefix, sys.exec_prefix}


def build(user: int) -> None:
    """Make the view the root of this mount namespace, read-only; nothing else of the machine stays reachable.

    The namespace has to be this process's own. `user` is whom /etc/passwd knows. Raises OSError.
    """
    # Resolved now: seen from elsewhere, an absolute symbolic link leads elsewhere.
    paths = {path: os.path.realpath(path) for path in visible()}
    hidden = withheld()
    mount("none", "/", None, MS_REC | MS_PRIVATE)
    # Two empty file systems: in the first lies the old root, in the second grows the view. What the folder that
    # they are mounted on holds may be wanted, and is reached through the old root.
    mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, "mode=755")
    os.mkdir("/tmp/old")
    os.mkdir("/tmp/new")
    pivot_root("/tmp", "/tmp/old")
    os.chdir("/")
    mount("tmpfs", "/new", "tmpfs", MS_NOSUID | MS_NODEV, "mode=755,size=1m,nr_inodes=4k")
    for path, real in paths.items():
        if not os.path.lexists(f"/new{path}"):  # else it lies in a folder that is shown already, by another name
            os.makedirs(os.path.dirname(f"/new{path}"), exist_ok=True)
            _bind(f"/old{real}", f"/new{path}")
    for path in hidden:
        if os.path.isdir(f"/new{path}"):
            mount("tmpfs", f"/new{path}", "tmpfs", MS_NOSUID | MS_NODEV, "mode=755,size=4k")
    os.makedirs("/new/dev")
    for name in DEVICES:
        if os.path.exists(f"/old/dev/{name}"):
            _bind(f"/old/dev/{name}", f"/new/dev/{name}")
    os.makedirs(f"/new{HOME}", exist_ok=True)
    os.makedirs("/new/etc", exist_ok=True)
    for link, target in (("/tmp", HOME), ("/dev/shm", HOME), ("/dev/fd", "/proc/self/fd")):
        # Where Python itself lies in /tmp there is such a folder already.
        with contextlib.suppress(FileExistsError):
            os.symlink(target, f"/new{link}")
    Path("/new/etc/passwd").write_text(PASSWD.format(user))
    Path("/new/etc/group").write_text(f"student:x:{user}:\n")
    _make_read_only("/new")
    os.mkdir("/new/proc")
    # It stays an empty folder where it can't be had: in a container whose own /proc is masked, say.
    _mount_proc("/new/proc")
    os.chdir("/new")
    pivot_root(".", ".")
    unmount(".")
    os.chdir("/")
    mount("none", "/", None, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV)


def fresh(user: int, megabytes: int, files: int) -> None:
    """In a mount namespace of its own: an empty scratch folder of `user`, and a /proc with its own processes only."""
    size = f"mode=700,size={megabytes}m,nr_inodes={files},uid={user},gid={user}"
    mount("tmpfs", HOME, "tmpfs", MS_NOSUID | MS_NODEV, size)
    if not _mount_proc("/proc"):
        # What is mounted there shows the processes of the warm one.
        mount("tmpfs", "/proc", "tmpfs", MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, "mode=555,size=4k")
    os.chdir(HOME)


def _mount_proc(where: str) -> bool:
    for options in ("subset=pid,hidepid=invisible", "hidepid=2"):
        with contextlib.suppress(OSError):
            mount("proc", where, "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, options)
            return True
    return False


def _bind(old: str, new: str) -> None:
    if os.path.isdir(old):
        os.mkdir(new)
    else:
        Path(new).touch()
    mount(old, new, None, MS_BIND | MS_REC)


def _make_read_only(top: str) -> None:
    """Everything that is mounted below `top`, with what is mounted below that in turn."""
    attributes = struct.pack("=QQQQ", 1 | 2, 0, 0, 0)  # MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID
    buffer = ctypes.create_string_buffer(attributes, len(attributes))
    here, only_this = -100, 0  # AT_FDCWD
    for path, flags in _mounts_below(top):
        try:
            where = os.fsencode(path)
            syscalls.syscall("mount_setattr", here, where, only_this, ctypes.addressof(buffer), len(attributes))
        except OSError as error:
            if error.errno not in (errno.ENOSYS, errno.EPERM):
                raise
            mount("none", path, None, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | flags)


ESCAPED = re.compile(r"\\([0-7]{3})")
#: A remount has to keep what a mount had before: a user namespace may not take it away.
KEPT = {
    "nodev": MS_NODEV,
    "noexec": MS_NOEXEC,
    "noatime": MS_NOATIME,
    "nodiratime": MS_NODIRATIME,
    "relatime": MS_RELATIME,
}


def _mounts_below(top: str) -> list[tuple[str, int]]:
    """Mount points strictly below `top` and the flags to keep."""
    found = []
    for line in Path("/old/proc/self/mountinfo").read_text().splitlines():
        fields = line.split()
        # Blanks and the like are written as \040. No codec for that: Python's own files are out of sight here.
        point = ESCAPED.sub(lambda found: chr(int(found[1], 8)), fields[4])
        if point.startswith(f"{top}/"):
            found.append((point, sum(KEPT.get(word, 0) for word in fields[5].split(","))))
    return found
