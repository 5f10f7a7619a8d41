"""Figures of a student's functions, before there are such functions: a card in the place of a traceback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from traceback import walk_tb

from nablabook.checks.card import show
from nablabook.checks.dress import Undressed
from nablabook.checks.finding import Finding, State
from nablabook.checks.subject import subject_of
from nablabook.checks.text import listed


@contextmanager
def needs(*answers: Callable | str) -> Iterator[None]:
    """Within it, what goes wrong because of the student's answers ends in a card that says what is waited for.

    A block can't be skipped, so what an empty answer hands out, None, has to go wrong in it before anything is shown:
    round it or format it, where a plain `print` would take it.
    """
    try:
        yield
    except Exception as error:
        state, lead, details = _told(answers, error)
        unfolded = state is State.STOPPED
        show(Finding(state, "what this cell shows", lead, details=details, unfolded=unfolded))


def _told(answers: tuple[Callable | str, ...], error: Exception) -> tuple[State, str, tuple[tuple[str, str], ...]]:
    """Whether there is anything yet, what is waited for, and the error where it says more than that."""
    blank = [answer for answer in answers if callable(answer) and subject_of(answer).is_blank()]
    if blank:
        waits = "its cell still waits" if len(blank) == 1 else "their cells still wait"
        return State.NOT_STARTED, f"This needs your {_named(blank)}: {waits} for your code.", ()
    known = {getattr(answer, "__name__", answer) for answer in answers}
    if type(error) is NameError and error.name not in known and not _raising(answers, error):
        lead = "A cell further up has not run yet: menu Run, Run All Above Selected Cell."
        return State.NOT_STARTED, lead, ((type(error).__name__, str(error)),)
    answers = _raising(answers, error) or answers
    works, cards = "it doesn't work", "its card, also at a green one"
    if len(answers) > 1:
        works = "they don't work" if hasattr(error, "places") else "one of them doesn't work"
        cards = "their cards, also at green ones"
    lead = f"This needs your {_named(answers)}, and {works} here yet."
    if isinstance(error, TypeError) and "NoneType" in str(error):
        return _stopped(answers, error), f"{lead} Something in it is None: is a `return` missing? Look at {cards}.", ()
    # Of what was returned, and not raised, the name of our own exception says nothing.
    label = "What it returned" if isinstance(error, Undressed) else type(error).__name__
    return _stopped(answers, error), f"{lead} Look at {cards}.", ((label, str(error)),)


def _stopped(answers: tuple[Callable | str, ...], error: Exception) -> State:
    """A function that isn't blank has been started; of a literal, which may be `...` still, the error says it."""
    written = all(callable(answer) for answer in answers)
    counted = hasattr(error, "places") and not str(error).startswith("...")
    return State.STOPPED if written or counted else State.NOT_STARTED


def _raising(answers: tuple[Callable | str, ...], error: Exception) -> tuple[Callable | str, ...]:
    """The answer in whose code the error was raised, with those handed over to it, or those that the error counts out
    by their places; none where it was raised elsewhere."""
    if places := getattr(error, "places", ()):
        return tuple(answers[i] for i in places if i < len(answers))
    frames = [frame for frame, _ in walk_tb(error.__traceback__)]
    found = [(a, frame) for frame in frames for a in answers if getattr(a, "__code__", None) is frame.f_code]
    if not found:
        return ()
    raising, frame = found[-1]
    # What it was given may have handed out a list, say, and raised nothing itself.
    given = {id(value) for value in frame.f_locals.values()}
    return tuple(answer for answer in answers if answer is raising or id(answer) in given)


def _named(answers: list | tuple) -> str:
    return listed([f"`{getattr(answer, '__name__', answer)}`" for answer in answers])
