"""The student's function as a check sees it: called, and asked about, wherever it lives.

In a student's own kernel it lives beside the check. Under the grader it lives in another process, and something there
answers to the same five questions (see `nablabook.grading`).
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from nablabook.checks.call import Call, argument_names, call, is_blank
from nablabook.checks.purity import loops_in, names_forbidden


class Subject(Protocol):
    """A student's function, here or elsewhere."""

    def call(self, args: tuple, forbidden: tuple[str, ...] = (), keep: bool = False) -> Call:
        """What one call on copies of `args` does; with `keep`, to its arguments too."""

    def draw(self, args: tuple) -> Call:
        """What drawing on fresh axes does: the value is a description of them (see `drawing.Drawing`) as a dict."""

    def argument_names(self, count: int) -> list[str]:
        """The names of its first `count` parameters."""

    def is_blank(self) -> bool:
        """Whether its body is empty."""

    def uses(self, forbidden: tuple[str, ...]) -> str:
        """The first name in its code that leads to a forbidden package."""

    def loops(self) -> str:
        """The first loop in its code, in words."""


class Local:
    """A function of this process."""

    def __init__(self, function: Callable) -> None:
        self.function = function

    def call(self, args: tuple, forbidden: tuple[str, ...] = (), keep: bool = False) -> Call:
        return call(self.function, args, forbidden, keep)

    def draw(self, args: tuple) -> Call:
        from matplotlib.figure import Figure

        from nablabook.checks.drawing import describe

        ax = Figure().add_subplot()
        result = call(lambda: self.function(ax, *args), ())
        if result.error is None:
            result.value = asdict(describe(ax))
        return result

    def argument_names(self, count: int) -> list[str]:
        return argument_names(self.function, count)

    def is_blank(self) -> bool:
        return is_blank(self.function)

    def uses(self, forbidden: tuple[str, ...]) -> str:
        return names_forbidden(self.function, forbidden)

    def loops(self) -> str:
        return loops_in(self.function)


def steady(function: Callable) -> Callable:
    """A function of a check's own that answers the same each time: who calls it from elsewhere need not ask twice."""
    if isinstance(function, Elsewhere):
        return function

    @functools.wraps(function)
    def same_each_time(*args: Any) -> Any:
        return function(*args)

    same_each_time.is_steady = True  # type: ignore[attr-defined]
    return same_each_time


@dataclass(frozen=True)
class Watch:
    """What becomes of a watched function's calls: `note` is told the arguments, then `function` answers."""

    function: Callable
    note: Callable[..., None]
    #: Its functions are expected to be called at the same points.
    group: object


def watched(function: Callable, note: Callable[..., None], group: object) -> Callable:
    """A function of a check's own, each of whose calls is noted.

    It answers by its arguments alone. Who calls it from elsewhere may be told what it answers before it is asked: of
    calls that were noted, and may have been expected, only those count that were made.
    """

    def candidate(*args: Any) -> Any:
        note(*args)
        return function(*args)

    candidate.watch = Watch(function, note, group)  # type: ignore[attr-defined]
    return candidate


def subject_of(function: Any) -> Subject:
    """How to call `function` and ask about it."""
    return function if isinstance(function, Elsewhere) else Local(function)


class Elsewhere:
    """The base of what stands for a function in another process; it is the `Subject` itself."""
