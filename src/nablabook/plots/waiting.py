"""Figures of a student's functions, before there are such functions: a card in the place of a traceback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from nablabook.checks.card import show
from nablabook.checks.finding import Finding, State
from nablabook.checks.text import listed


@contextmanager
def needs(*answers: Callable) -> Iterator[None]:
    """Within it, what goes wrong because of the student's functions ends in a card that says what is waited for."""
    try:
        yield
    except Exception as error:
        names = listed([f"`{getattr(answer, '__name__', answer)}`" for answer in answers])
        lead = f"This needs your {names}, and they don't work here yet. Look at their cards, also at green ones."
        show(Finding(State.NOT_STARTED, "what this cell shows", lead, details=((type(error).__name__, str(error)),)))
