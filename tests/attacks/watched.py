"""Run a command, and say which of its descendants are still there when it has ended; then end those.

    python watched.py REPORT.json SECONDS COMMAND...

Whoever is orphaned below this process becomes its child (PR_SET_CHILD_SUBREAPER), so nothing gets away by forking
twice.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
#: Seconds that processes have to end by themselves, once their master has.
GRACE = 3.0


def main(report: str, seconds: float, command: list[str]) -> None:
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    process = subprocess.Popen(command)
    timed_out = False
    try:
        code = process.wait(seconds)
    except subprocess.TimeoutExpired:
        timed_out, code = True, -1
        process.kill()
        process.wait()
    deadline = time.monotonic() + GRACE
    while descendants() and time.monotonic() < deadline:
        time.sleep(0.05)
    left = [describe(pid) for pid in descendants()]
    for _ in range(100):
        pids = descendants()
        if not pids:
            break
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)
    Path(report).write_text(json.dumps({"code": code, "timed_out": timed_out, "left": left}), encoding="utf-8")


def descendants() -> list[int]:
    """All processes below this one; those that have ended are buried."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return []
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            except OSError:
                continue
            if state != "Z":
                children.setdefault(int(parent), []).append(int(entry.name))
    found, waiting = [], [os.getpid()]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def describe(pid: int) -> str:
    """What a process is called, by itself and by its command."""
    try:
        name = Path(f"/proc/{pid}/comm").read_text(errors="replace").strip()
        command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return "gone"
    return f"{name}: {command}"


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), sys.argv[3:])
