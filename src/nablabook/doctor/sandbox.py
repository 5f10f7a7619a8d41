"""The sandbox's promises, tried here and now."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from nablabook.doctor.findings import Finding
from nablabook.grading.confine import probe
from nablabook.grading.processes import GraderError
from nablabook.grading.starting import Program
from nablabook.grading.wire import WireError

#: What is said of each way, beyond its promises.
OPEN = {
    "namespaces": "",
    "a user of its own and Landlock": "names, sizes and times of files that every user may see can be asked for",
    "Landlock": "names, sizes and times of files that this account may see can be asked for",
}


@dataclass(frozen=True)
class Sandbox:
    """The way that is taken here ("" for none), and what was found of each promise."""

    route: str
    findings: list[Finding]


def examine() -> Sandbox:
    """Confine a process as a submission's and have it try what it must not be able to do."""
    if sys.platform == "win32":
        help = "use WSL 2, which is a Linux: https://learn.microsoft.com/windows/wsl/install"
        return Sandbox("", [Finding("the grader", False, "it needs fork and Unix sockets", help)])
    zygote = Program("student", confined=True)
    try:
        zygote.wait_until_ready()
        promises = probe.probe(zygote, thorough=True)
    except (GraderError, WireError) as error:
        return Sandbox("", [Finding("a confined process", False, str(error).partition(";")[0], _help(str(error)))])
    finally:
        zygote.close()
    found = [Finding(p.words, p.held, p.seen, p.help or ("" if p.held else _help(p.seen))) for p in promises]
    if zygote.passed_over:
        why = "; ".join(zygote.passed_over)
        found.append(Finding("the strongest way, namespaces", False, why, _help(why), needed=False))
    left_open = OPEN.get(zygote.route)
    if left_open:
        found.append(Finding("left open by this way", False, left_open, "", needed=False))
    return Sandbox(zygote.route, found)


def _help(why: str) -> str:
    """The command that gives the sandbox what it lacks, as far as this machine tells."""
    if sys.platform == "darwin":
        return "grade on Linux, in a virtual machine say; docs/confinement.md says what is open here"
    settings = (
        ("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1", "0"),
        ("/proc/sys/kernel/unprivileged_userns_clone", "0", "1"),
        ("/proc/sys/user/max_user_namespaces", "0", "10000"),
    )
    for path, bad, good in settings:
        try:
            if Path(path).read_text().strip() == bad:
                return f"sudo sysctl -w {path.removeprefix('/proc/sys/').replace('/', '.')}={good}"
        except OSError:
            continue
    if "CAP_SYS_ADMIN" in why or "Operation not permitted" in why:
        options = "--cap-add SYS_ADMIN --security-opt seccomp=unconfined --security-opt apparmor=unconfined"
        return f"in a container: docker run {options}"
    return "Linux 6.12 or newer, or user namespaces"
