"""Programs of our own environment, found although nobody activated it."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def put_on_path() -> None:
    """Put the folder of this Python's programs first on PATH: nbgrader starts `alembic`, Jupyter its kernels."""
    programs = str(Path(sys.executable).parent)
    parts = os.environ.get("PATH", os.defpath).split(os.pathsep)
    if parts[0] != programs:
        os.environ["PATH"] = os.pathsep.join([programs, *(p for p in parts if p != programs)])
