"""The promises, tried: a confined process attempts what a student's must not be able to do, among canaries.

What it says of itself is the probe's own word, since none of a student's code has run in it; where that can be, the
canaries are looked at from outside too.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from nablabook.grading.confine.cage import kept_environment
from nablabook.grading.confine.filesystem import withheld
from nablabook.grading.confine.limits import MB, OURS, Quotas
from nablabook.grading.processes import Refused, Zygote
from nablabook.grading.starting import OURS as FOR_TESTS
from nablabook.grading.starting import WARM
from nablabook.grading.wire import WireError

#: Small, so that reaching them takes no time.
SMALL = Quotas(memory=128, processes=4, file=2, scratch=8, descriptors=64, processor=30)
#: Seconds that the trials may take.
PATIENCE = 60.0

#: For the tests: where nothing is confined, the trials of limits would take all that there is.
ONLY: list[str] = []

NAMES = {
    "runs": "Python and its libraries work inside",
    "files": "reads no file outside",
    "course": "does not see the course, the gradebook or other submissions",
    "withheld": "does not see torch, which its answers are held against",
    "environment": "knows nothing of the environment that grading was started in",
    "descriptors_open": "has inherited no open file",
    "processes_seen": "sees, signals and changes no other process",
    "network": "reaches no network and no Unix socket",
    "writes": "writes nowhere but in its scratch folder",
    "privileges": "has no privileges and gains none",
    "scratch_works": "has a scratch folder of its own",
    "file": "a file has a largest size",
    "scratch": "the scratch folder has a largest size",
    "memory": "memory is limited",
    "descriptors": "open files are limited",
    "processor": "processor time is limited",
    "processes": "processes are limited",
    "left": "leaves no process and no file behind",
}
#: What helps where a promise isn't held, beside a stronger way to confine.
HELP = {
    "runs": "install Python where every user may read it, not in a home folder of root's",
    "files": "use a newer Linux, with user namespaces",
    "memory": "raise the hard limit on address space that grading is started with, or use another kernel",
}


@dataclass(frozen=True)
class Promise:
    """One promise: whether it is held, what was seen if not, and what helps."""

    name: str
    words: str
    held: bool
    seen: str = ""
    help: str = ""


def insist(zygote: Zygote) -> None:
    """Try the promises; raises `Refused` where one isn't held."""
    broken = [promise for promise in probe(zygote) if not promise.held]
    if broken:
        first = broken[0]
        more = f" (and {len(broken) - 1} more)" if len(broken) > 1 else ""
        raise Refused(f"this machine can't promise that a submission {first.words}{more}: {first.seen}")


def probe(zygote: Zygote, thorough: bool = False) -> list[Promise]:
    """Every promise, tried in one process of the zygote's; `thorough` takes some seconds of the processor."""
    found, left = _try(zygote, thorough)
    return [_judge(name, found, left) for name in NAMES]


def _try(zygote: Zygote, thorough: bool) -> tuple[dict[str, Any], list[str]]:
    """What the trials came to, and what was left of them."""
    with ExitStack() as stack:
        canary = stack.enter_context(_canary())
        port, path, abstract = (stack.enter_context(listener) for listener in _listeners(canary.parent))
        token = f"nablabook-{secrets.token_hex(8)}"
        private = [os.getcwd(), str(canary.parent), os.path.expanduser("~")]
        libraries = [str(Path(find_spec(name).origin).parent) for name in ("json", "numpy", "nablabook")]
        places = [*private, sys.prefix, *libraries, "/", "/etc", "/usr", "/var/tmp"]
        before = canary.stat()
        canaries = {
            "only": ONLY,
            "files": [str(canary)],
            "course": [str(path) for path in Path.cwd().glob("*") if path.is_file()][:20],
            "withheld": [str(path) for place in withheld() for path in Path(place).glob("*.py")][:20],
            "private": private,
            "folders": places,
            "words": _words(),
            "descriptors": 2,
            "pids": [pid for pid in (zygote.pid, os.getpid()) if pid > 1],
            "port": port,
            "socket": path,
            "abstract": abstract,
            "token": token,
            "scratch": SMALL.scratch,
            "memory": SMALL.memory,
            "processes": SMALL.processes,
            "processor": thorough,
        }
        found, left = _ask(zygote, canaries)
        if not ONLY:
            more, size = _ask_for_scratch(zygote, canaries)
            found["scratch"] = more.get("scratch", size)
        # What it has written is seen from here: inside, a folder of the same name may be its own.
        written = _changed(canary, before)
        for place in places:
            with contextlib.suppress(OSError):
                os.unlink(os.path.join(place, token))
                written.append(f"write to {place}")
        if "writes" in found and not isinstance(found["writes"], str):
            found["writes"] = written
        return found, left


def _ask(zygote: Zygote, canaries: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Have the trials made; what they came to, and what goes on after the process's end."""
    with tempfile.TemporaryDirectory(prefix="nablabook-", ignore_cleanup_errors=True) as folder:
        fork = zygote.fork(folder, SMALL)
        held, theirs = socket.socketpair()
        with held, theirs:
            try:
                found = fork.ask({"op": "probe", "canaries": canaries}, PATIENCE, (theirs.fileno(),))["found"]
            except WireError:
                found = {}
            theirs.close()
            fork.end()
            return found, _left(held)


def _ask_for_scratch(zygote: Zygote, canaries: dict[str, Any]) -> tuple[dict[str, Any], float]:
    """The trial of the scratch folder's size, and the megabytes that were on the disk when its process had ended."""
    with tempfile.TemporaryDirectory(prefix="nablabook-", ignore_cleanup_errors=True) as folder:
        fork = zygote.fork(folder, SMALL)
        try:
            found = fork.ask({"op": "probe", "canaries": {**canaries, "only": ["scratch"]}}, PATIENCE)["found"]
        except WireError:
            found = {}
        fork.end()
        size = sum(path.lstat().st_blocks * 512 for path in Path(folder).rglob("*"))
        return found, size / MB


def _judge(name: str, found: dict[str, Any], left: list[str]) -> Promise:
    held, seen = _verdict(name, found, left)
    return Promise(name, NAMES[name], held, "" if held else seen, "" if held else HELP.get(name, ""))


#: Limit -> the most that may be found, and the least: a limit that lets nothing through is a fault too.
RANGES = {
    "file": (SMALL.file / 2, SMALL.file),
    # Where the folder is measured from outside, some more gets in between two looks.
    "scratch": (SMALL.scratch / 2, SMALL.scratch + 100),
    # What was freed before is had again.
    "memory": (SMALL.memory / 4, SMALL.memory + 64),
    "descriptors": (8, SMALL.descriptors),
    "processor": (1, SMALL.processor + 1),
    # Where all processes of the account are counted, others of it may end meanwhile.
    "processes": (1, SMALL.processes + OURS + 8),
}


def _verdict(name: str, found: dict[str, Any], left: list[str]) -> tuple[bool, str]:
    if name not in found:
        return False, "it could not be tried"
    value = found[name]
    if isinstance(value, str):
        return False, value
    if name == "left":
        return value and not left, "; ".join(left) or "it could not be tried"
    if name in RANGES:
        least, most = RANGES[name]
        return least <= value <= most, f"{value:g} was possible, {most:g} is the most"
    prefix = "" if name in ("runs", "scratch_works") else "it can "
    return not value, prefix + "; ".join(map(str, value))[:300]


def _words() -> list[str]:
    """Of this process's environment, what the confined one has no business to know."""
    known = kept_environment(dict(os.environ)).keys() | WARM | FOR_TESTS | {"TMPDIR", "USER", "LOGNAME"}
    return [f"{name}={value}"[:200] for name, value in os.environ.items() if name not in known and value][:200]


@contextmanager
def _canary() -> Iterator[Path]:
    """A file that everybody may read and its owner change."""
    with tempfile.TemporaryDirectory(prefix="nablabook-") as folder:
        os.chmod(folder, 0o755)
        canary = Path(folder, "canary")
        canary.write_text("canary")
        os.chmod(canary, 0o644)
        os.utime(canary, (1_000_000_000, 1_000_000_000))
        yield canary


def _changed(canary: Path, before: os.stat_result) -> list[str]:
    try:
        after = canary.stat()
    except OSError:
        return [f"deleted {canary}"]
    same = [(s.st_size, stat.S_IMODE(s.st_mode), s.st_mtime) for s in (before, after)]
    return [] if same[0] == same[1] else [f"changed {canary}"]


def _listeners(folder: Path) -> list[Any]:
    """A listening port, Unix socket and abstract socket: context managers of their addresses."""

    @contextmanager
    def listening(family: int, address: Any, told: Any) -> Iterator[Any]:
        with socket.socket(family) as sock:
            sock.bind(address)
            sock.listen()
            if told is None:
                told = sock.getsockname()[1]
            elif family == socket.AF_UNIX and not address.startswith("\0"):
                os.chmod(address, 0o777)
            yield told

    path, name = str(folder / "socket"), f"nablabook-{secrets.token_hex(8)}"
    return [
        listening(socket.AF_INET, ("127.0.0.1", 0), None),
        listening(socket.AF_UNIX, path, path),
        listening(socket.AF_UNIX, f"\0{name}", name),
    ]


def _left(held: socket.socket) -> list[str]:
    """Whether a process still holds the other end of the pair, after the end of all."""
    held.settimeout(2)
    try:
        held.recv(1)
    except TimeoutError:
        return ["a process that it has started goes on"]
    except OSError:
        pass
    return []
