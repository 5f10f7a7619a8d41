"""What the tests of a notebook's numbers share: its words, and derivatives that nobody worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch


def words(root: Path, assignment: str) -> str:
    """All words of an assignment's masters."""
    files = sorted((root / "course" / assignment).glob("*/exercise.py"))
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def says(text: str, *sentences: str) -> None:
    """The numbers that a test recomputes still stand in the text, in these words."""
    plain = " ".join(text.replace("\n# ", "\n").split())
    for sentence in sentences:
        assert sentence in plain, f"the text no longer says {sentence!r}: recompute what it says now"


def slopes(f: Callable, point) -> np.ndarray:
    """The gradient of f at a point, by autograd."""
    x = torch.tensor(point, dtype=torch.float64, requires_grad=True)
    f(x).backward()
    return x.grad.numpy()
