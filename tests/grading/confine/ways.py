"""The ways to confine, each as root and as an ordinary user, as far as this machine and account have them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import nablabook
from nablabook.grading.confine import landlock, syscalls

NOBODY = 65_534
SOURCE = Path(nablabook.__file__).resolve().parents[1]
HERE = Path(__file__).resolve().parent
#: The cages, and who starts them.
ALL = [(cage, who) for cage in ("Namespaces", "Landlocked") for who in ("root", "user")]


def need_linux() -> None:
    if sys.platform != "linux":
        pytest.skip("the sandbox is made of parts of Linux")


def run(way: tuple[str, str], code: str, folder: Path, **more: str) -> subprocess.CompletedProcess:
    """Run Python code where the grader takes this way; skips, and says why, where that can't be."""
    need_linux()
    cage, who = way
    root = os.geteuid() == 0
    if cage == "Landlocked" and not landlock.version():
        pytest.skip("no Landlock on this machine")
    if cage == "Landlocked" and who == "user" and landlock.version() < landlock.SCOPES_SINCE:
        pytest.skip("Landlock keeps no signals in before Linux 6.12")
    command = [sys.executable, "-c", code]
    if not root and who == "root":
        pytest.skip("needs to be started as root")
    if root:
        if not syscalls.capabilities() & syscalls.CAP_SYS_ADMIN:
            pytest.skip("root without CAP_SYS_ADMIN can't make this Python readable for others")
        folder.chmod(0o755)
        user = NOBODY if who == "user" else 0
        paths = [sys.base_prefix, sys.prefix, str(SOURCE), str(folder)]
        # A namespace of its own, outside of which nothing is changed.
        command = [sys.executable, str(HERE / "open_python.py"), str(user), *paths, "--", *command]
    if who == "user" and cage == "Namespaces" and not _user_namespaces():
        pytest.skip("no user namespaces for ordinary users on this machine")
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "NABLABOOK_ROUTE": cage, **more}
    environment |= {"HOME": str(folder), "MPLCONFIGDIR": str(folder), "TMPDIR": str(folder)}
    if root and who == "user":
        os.chown(folder, NOBODY, NOBODY)
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL
    )


def _user_namespaces() -> bool:
    """Whether a process without privileges gets a user namespace, with rights in it."""
    code = (
        "import os\n"
        "if not os.geteuid(): os.setresuid(65534, 65534, 65534)\n"
        "from nablabook.grading.confine.syscalls import unshare\n"
        "unshare(0x10000000 | 0x20000)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    # The modules are read before the privileges are given up.
    code = "from nablabook.grading.confine import syscalls\n" + code
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True).returncode == 0
