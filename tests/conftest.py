"""What all tests share: the course as it stands in this clone."""

from __future__ import annotations

from pathlib import Path

import pytest

from nablabook.build.master import Assignment, read_course
from nablabook.tools import put_on_path

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
