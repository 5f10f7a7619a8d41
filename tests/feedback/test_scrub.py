"""Printed text loses what a page can't hold, and what a student should not learn of the server."""

from __future__ import annotations

import pytest

from nablabook.feedback.scrub import cut, plain, scrub


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("\x1b[31mred\x1b[0m \x1b]0;title\x07bell\x08", "red bell"),
        ("10%\r50%\r100%\ndone", "100%\ndone"),
        ("100%\r", "100%"),
        ("a\r\nb", "a\nb"),
        ("\u202eturned\u202c \x00zero \ud800half", "turned zero half"),
        ("tab\tand\nline", "tab\tand\nline"),
    ],
)
def test_plain_text_is_what_a_terminal_leaves(text: str, left: str) -> None:
    assert plain(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("/srv/course/autograded/ada/x.csv", "…/x.csv"),
        ("No such file: '/home/some.body/data.csv'", "No such file: '…/data.csv'"),
        ("from (/usr/lib/python3.11/site-packages/numpy/__init__.py)", "from (…/__init__.py)"),
        ("file:///srv/course/page.html", "…/page.html"),
        (r"C:\Users\Some Body\data.csv", "…/data.csv"),
        ("/tmp/ipykernel_12/345678.py:11: UserWarning: careful", "line 11: UserWarning: careful"),
        ("<ipython-input-3-0a1b>:2: Warning", "line 2: Warning"),
        ("'(' was never closed (952640489.py, line 2)", "'(' was never closed (line 2)"),
        ("see https://numpy.org/doc/stable/reference.html", "see https://numpy.org/doc/stable/reference.html"),
        ("1/2/3 and 4 /5/6 and a/b/c", "1/2/3 and 4 /5/6 and a/b/c"),
        (r"\frac{a}{b} \theta\eta\x", r"\frac{a}{b} \theta\eta\x"),
    ],
)
def test_folders_are_taken_off(text: str, left: str) -> None:
    assert scrub(text) == left


def test_a_long_text_is_cut_and_says_so() -> None:
    assert cut("short") == "short"
    assert cut("line\n" * 5000).count("\n") <= 200
    assert "more characters" in cut("x" * 50_000)
    assert len(cut("x" * 50_000)) < 13_000
