"""Why a student's own cell stopped: the error, its line, no traceback, no path."""

from __future__ import annotations

from nablabook.feedback.mishaps import mishap

from .samples import Book, error

TRACE = (
    "\x1b[36mCell In[1], line 2\x1b[0m\n----> 2 y = x + 1",
    "File /srv/lib/python3/numpy/core.py:33",
    "ValueError",
)


def of(source: str, *outputs, limit=None):
    return mishap(Book().added(source, *outputs).cells[0], limit)


def test_a_cell_that_ran_has_none() -> None:
    assert of("x = 1") is None


def test_an_error_has_its_line() -> None:
    found = of("x = 0\ny = x + 1", error("ValueError", "no /srv/lib/python3/data.csv", TRACE))
    assert (found.name, found.message, found.line, found.code) == ("ValueError", "no …/data.csv", 2, "y = x + 1")


def test_a_line_of_another_cell_is_not_named() -> None:
    found = of("x = 0", error("ValueError", "no", ("Cell In[7], line 1",)))
    assert (found.line, found.code) == (None, "")


def test_a_syntax_error_says_its_line_once() -> None:
    found = of("x = (", error("SyntaxError", "'(' was never closed (123.py, line 1)", ("  Cell In[1], line 1",)))
    assert (found.message, found.line) == ("'(' was never closed", 1)


def test_a_timeout_has_words() -> None:
    stopped = (error("KeyboardInterrupt", "", ("Cell In[1], line 1",)), error("CellTimeoutError", ""))
    found = of("while True: pass", *stopped, limit=15)
    assert found.timeout
    assert (found.name, found.message) == ("Stopped after running longer than 15 seconds", "")
    assert of("x", error("CellTimeoutError", "stopped after 2.5 s"), limit=15).name.endswith("longer than 2.5 seconds")
    assert of("x", *stopped).name.endswith("longer than it may")
