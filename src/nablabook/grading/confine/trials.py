"""What a confined process tries against its own confinement, told what to look for. It judges nothing."""

from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import mmap
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nablabook.grading.confine import syscalls
from nablabook.grading.confine.limits import MB

NEW_USER = 0x10000000
#: What ends the process where the limit is held by the warm one.
ALONE = frozenset({"scratch"})


def all_of(canaries: dict[str, Any], fds: list[int]) -> dict[str, Any]:
    """Name -> what came of it: the list of what could be done and should not, or a number for a limit.

    With `only` among the canaries, that one trial: it may well be its process's last.
    """
    trials: dict[str, Callable[[], Any]] = {
        "runs": _runs,
        "files": lambda: _read(canaries["files"]),
        "course": lambda: _read(canaries["course"]) + _list(canaries["private"]),
        "withheld": lambda: _read(canaries["withheld"]),
        "environment": lambda: _environment(canaries["words"]),
        "descriptors_open": lambda: _descriptors(canaries["descriptors"]),
        "processes_seen": lambda: _processes(canaries["pids"]),
        "network": lambda: _network(canaries["port"], canaries["socket"], canaries["abstract"]),
        "writes": lambda: _write(canaries["folders"], canaries["files"], canaries["token"]),
        "privileges": _privileges,
        "scratch_works": _scratch_works,
        "file": _file,
        "scratch": lambda: _scratch(canaries["scratch"]),
        "memory": lambda: _memory(canaries["memory"]),
        "descriptors": _open_many,
        "processor": lambda: _processor(canaries["processor"]),
        "processes": lambda: _fork_many(canaries["processes"]),
        "left": lambda: _leave(fds),
    }
    found = {}
    only = canaries["only"]
    for name, trial in trials.items():
        if name not in only if only else name in ALONE:
            continue
        try:
            found[name] = trial()
        except Exception as error:
            found[name] = f"{type(error).__name__}: {error}"
    return found


def _runs() -> list[str]:
    """What Python needs, and can't be had inside."""
    missing = []
    for module in ("bdb", "this", "numpy.fft", "nablabook.checks"):
        try:
            found = importlib.util.find_spec(module)
            Path(found.origin).read_bytes()
        except Exception as error:
            missing.append(f"{module} can't be read ({type(error).__name__})")
    return missing


def _tried(what: str, attempt: Callable[[], object]) -> list[str]:
    """[what] where the attempt went well."""
    try:
        attempt()
    except Exception:
        return []
    return [what]


def _read(paths: list[str]) -> list[str]:
    found = []
    for path in paths:
        found += _tried(f"read {path}", lambda path=path: Path(path).open("rb").close())
    return found


def _list(folders: list[str]) -> list[str]:
    """Folders in which something can be seen that isn't ours: a view holds the names on the way to its parts."""
    from nablabook.grading.confine.filesystem import visible

    found = []
    for folder in folders:
        with contextlib.suppress(OSError):
            for name in os.listdir(folder):
                path = os.path.join(os.path.realpath(folder), name)
                if not any(f"{part}/".startswith(f"{path}/") or path.startswith(f"{part}/") for part in visible()):
                    found.append(f"see {path}")
                    break
    return found


def _environment(words: list[str]) -> list[str]:
    texts = ["\0".join(f"{k}={v}" for k, v in os.environ.items())]
    for name in ("environ", "cmdline"):
        for process in ("self", "1"):
            with contextlib.suppress(OSError):
                texts.append(Path(f"/proc/{process}/{name}").read_text(errors="replace"))
    return [f"know {word.partition('=')[0]}" for word in words if any(word in text for text in texts)]


def _descriptors(expected: int) -> list[str]:
    """Open descriptors beside the bare three, the channel, and what came along."""
    found = []
    for fd in range(3, 1024):
        with contextlib.suppress(OSError):
            os.fstat(fd)
            found.append(fd)
    return [f"use the descriptors {found}"] if len(found) > expected else []


def _processes(pids: list[int]) -> list[str]:
    found = []
    for pid in pids:
        found += _tried(f"signal the process {pid}", lambda pid=pid: os.kill(pid, 0))
        found += _tried(f"read /proc/{pid}", lambda pid=pid: Path(f"/proc/{pid}/cmdline").read_bytes())
        found += _tried(f"limit {pid}", lambda pid=pid: resource.prlimit(pid, resource.RLIMIT_CORE))
    with contextlib.suppress(OSError):
        others = [n for n in os.listdir("/proc") if n.isdigit() and int(n) != os.getpid()]
        found += [f"see the process {others[0]}"] if others else []
    return found


def _network(port: int, path: str, abstract: str) -> list[str]:
    found = []
    targets: list[tuple[str, int, int, Any]] = [
        ("IP", socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", port)),
        ("UDP", socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", port)),
        ("a Unix socket", socket.AF_UNIX, socket.SOCK_STREAM, path),
        ("an abstract socket", socket.AF_UNIX, socket.SOCK_STREAM, f"\0{abstract}"),
    ]
    for what, family, kind, address in targets:

        def reach(family: int = family, kind: int = kind, address: Any = address) -> None:
            with socket.socket(family, kind) as sock:
                sock.settimeout(1)
                sock.connect(address)
                sock.send(b"x")

        found += _tried(f"reach {what}", reach)
    return found


def _write(folders: list[str], files: list[str], token: str) -> list[str]:
    found = []
    for folder in folders:
        found += _tried(f"write to {folder}", lambda folder=folder: Path(folder, token).write_text(token))
    for file in files:
        for what, change in (
            ("empty", lambda file=file: os.truncate(file, 0)),
            ("change the mode of", lambda file=file: os.chmod(file, 0o600)),
            ("change the time of", lambda file=file: os.utime(file, (1, 1))),
            ("delete", lambda file=file: os.unlink(file)),
        ):
            found += _tried(f"{what} {file}", change)
    return found


def _privileges() -> list[str]:
    found = [] if os.getuid() and os.geteuid() else ["be root"]
    if syscalls.capabilities():
        found.append("use capabilities")
    found += _tried("become root", lambda: os.setresuid(0, 0, 0))
    found += _tried("make a user namespace", lambda: syscalls.unshare(NEW_USER))
    found += _tried("mount", lambda: syscalls.mount("tmpfs", "/", "tmpfs", 0))
    found += _tried("change the root", lambda: os.chroot("/"))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.ptrace(0, 0, 0, 0) == 0:  # PTRACE_TRACEME
        found.append("trace")
    if libc.prctl(39, 0, 0, 0, 0) != 1:  # PR_GET_NO_NEW_PRIVS
        found.append("gain privileges by starting a program")
    return found


def _scratch_works() -> list[str]:
    Path("a").write_text("a")
    os.mkdir("b")
    os.rename("a", "b/a")
    same = Path("b/a").read_text() == "a" and os.environ["HOME"] == os.getcwd() == os.environ["TMPDIR"]
    os.unlink("b/a")
    os.rmdir("b")
    return [] if same else ["the scratch folder is not where it is said to be"]


def _file() -> float:
    """Megabytes that one file took."""
    try:
        return _fill("large", 1 << 40)
    finally:
        os.unlink("large")


def _scratch(most: int) -> float:
    """Megabytes that many files took; the warm process may end this one meanwhile."""
    total, k = 0.0, 0
    while total < 2 * most + 128:
        size = _fill(f"part{k}", MB)
        total += size
        k += 1
        if size < 1:
            break
        time.sleep(0.003)
    for name in os.listdir("."):
        os.unlink(name)
    return total


def _fill(name: str, most: int) -> float:
    block = bytes(MB // 4)
    size = 0
    with open(name, "wb", buffering=0) as file, contextlib.suppress(OSError):
        while size < most:
            written = file.write(block)
            size += written
            if written < len(block):
                break
    return size / MB


def _memory(most: int) -> float:
    """Megabytes that could be had."""
    held, step = [], 16
    with contextlib.suppress(OSError):
        while len(held) * step < 2 * most + 256:
            # Address space is what is limited: none of it need be filled.
            held.append(mmap.mmap(-1, step * MB))
    return float(len(held) * step)


def _open_many() -> int:
    held: list[int] = []
    try:
        while len(held) < 100_000:
            held.append(os.open("/dev/null", os.O_RDONLY))
    except OSError:
        pass
    for fd in held:
        os.close(fd)
    return len(held)


def _processor(really: bool) -> float:
    """Seconds after which the kernel ends a process: as it is set, or as a process finds that does nothing else."""
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if not really:
        return float(hard)
    pid = os.fork()
    if pid == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (min(1, soft), min(1, hard)))
        signal.signal(signal.SIGXCPU, signal.SIG_IGN)
        end = time.monotonic() + 30
        while time.monotonic() < end:
            pass
        os._exit(0)
    _, status, used = os.wait4(pid, 0)
    return float(hard) if os.WIFSIGNALED(status) else used.ru_utime + 1e6


def _fork_many(most: int) -> int:
    """Processes that could be started, each of which waits to be killed."""
    children: list[int] = []
    reader, writer = os.pipe()
    try:
        while len(children) < 4 * most + 40:
            pid = os.fork()
            if pid == 0:
                with contextlib.suppress(BaseException):
                    os.close(writer)
                    os.read(reader, 1)
                os._exit(0)
            children.append(pid)
    except OSError:
        pass
    os.close(writer)
    os.close(reader)
    for pid in children:
        os.kill(pid, signal.SIGKILL)
    for pid in children:
        os.waitpid(pid, 0)
    return len(children)


def _leave(fds: list[int]) -> bool:
    """Leave a process behind, in a session of its own, that holds what came along: whether that could be started."""
    pid = os.fork()
    if pid == 0:
        os.setsid()
        if os.fork():
            os._exit(0)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        time.sleep(600)
        os._exit(0)
    os.waitpid(pid, 0)
    for fd in fds:
        os.close(fd)
    return sys.platform == "linux"
