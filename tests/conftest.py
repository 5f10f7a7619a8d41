"""What all tests share: the course as it stands in this clone."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

# One thread for every library, said before numpy is imported: tests run side by side, and small arrays gain nothing
# from more.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

# A shell has what it starts in the background ignore Ctrl-C, and so would all programs that tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

from nablabook.build.master import Assignment, read_course  # noqa: E402
from nablabook.tools import put_on_path  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def _programs_on_path() -> None:
    put_on_path()


@pytest.fixture(scope="session")
def root() -> Path:
    """The course root."""
    return ROOT


@pytest.fixture(scope="session")
def course(root: Path) -> list[Assignment]:
    """Every assignment of the course, read from its masters."""
    return read_course(root)
