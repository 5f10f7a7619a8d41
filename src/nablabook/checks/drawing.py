"""What stands on an Axes, as plain data that can cross to another process."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Drawing:
    """What stands on an Axes, as plain data."""

    lines: list[np.ndarray] = field(default_factory=list)
    xlabel: str = ""
    ylabel: str = ""
    title: str = ""


def describe(ax: Any) -> Drawing:
    """The lines of a matplotlib Axes, each an array (n, 2), and its words."""
    lines = [np.asarray(line.get_xydata(), dtype=float) for line in ax.get_lines()]
    return Drawing(lines, ax.get_xlabel(), ax.get_ylabel(), ax.get_title())
