"""Figures: what a student's function draws on fresh axes, as plain data, held against what it should show.

A drawn line is not compared with another line, point by point: any sampling is right. Its points have to lie on the
curve that is meant, and reach over its range.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from nablabook.checks.drawing import Drawing
from nablabook.checks.finding import Finding, State
from nablabook.checks.report import report
from nablabook.checks.subject import subject_of
from nablabook.checks.text import plain_message

#: A line of fewer points than this is no curve, unless the curve is straight.
FEWEST = 20


@dataclass(frozen=True)
class Curve:
    """A curve y = f(x) that a figure must show over [low, high]; `straight` ones need two points only."""

    f: Callable[[np.ndarray], np.ndarray]
    low: float
    high: float
    straight: bool = False


def figure(
    draw: Callable,
    *,
    at: Any = (),
    curves: Mapping[str, Curve] | None = None,
    about: str = "",
    **words: str,
) -> None:
    """Hold what draw(ax, *at) draws against named curves and words (xlabel, ylabel, title; capitals don't matter)."""
    name = getattr(draw, "__name__", "the figure")
    if draw is Ellipsis or subject_of(draw).is_blank():
        report(Finding(State.NOT_STARTED, name, "The answer cell still waits for your code."))
        return
    result = subject_of(draw).draw(at if isinstance(at, tuple) else (at,))
    if result.error is not None:
        message = "" if about else f": {plain_message(result.error.message)}"
        lead = f"Drawing raises {result.error.type}{message}."
        details = () if about else (("Where it happens", result.error.lines),)
        report(Finding(State.NOT_YET, name, lead, details=details, hidden=bool(about)))
        return
    complaint = complain(Drawing(**result.value), curves or {}, words)
    if not complaint:
        report(Finding(State.PASSED, name, "The figure shows what it should.", hidden=bool(about)))
    elif about:
        report(
            Finding(
                State.NOT_YET, name, f"In a hidden test ({about}) the figure is not right yet.", complaint, hidden=True
            )
        )
    else:
        report(Finding(State.NOT_YET, name, complaint))


def complain(drawing: Drawing, curves: Mapping[str, Curve], words: Mapping[str, str]) -> str:
    """The first thing that the drawing lacks, "" where it lacks nothing."""
    for key, expected in words.items():
        got = getattr(drawing, key)
        if not got:
            return f"There is no {key}."
        if got.strip().casefold() != expected.casefold():
            other = {"xlabel": "ylabel", "ylabel": "xlabel"}.get(key, "")
            if other and got.strip().casefold() == words.get(other, "").casefold():
                return "xlabel and ylabel have changed places."
            return f"The {key} is {got!r}."
    if curves and not drawing.lines:
        return "Nothing is drawn: is an `ax.plot(...)` missing?"
    for name, curve in curves.items():
        if not any(shows(line, curve) for line in drawing.lines):
            return f"No line shows {name}."
    return ""


def shows(line: np.ndarray, curve: Curve) -> bool:
    """Whether the points of `line` lie on the curve and reach from its low to its high end."""
    if line.ndim != 2 or len(line) < (2 if curve.straight else FEWEST) or not np.isfinite(line).all():
        return False
    x, y = line.T
    slack = 1e-9 + 0.02 * (curve.high - curve.low)
    on_it = np.allclose(y, curve.f(x), rtol=1e-6, atol=1e-8)
    return bool(on_it and x.min() <= curve.low + slack and x.max() >= curve.high - slack)
