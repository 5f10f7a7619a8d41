"""Does the card say everything in words, and can nothing of a student's run in it?"""

from __future__ import annotations

from html.parser import HTMLParser
from types import SimpleNamespace

import numpy as np
import pytest

from nablabook.checks import older
from nablabook.checks.card import MOST, html, tables, text
from nablabook.checks.finding import Finding, NotYet, Pair, State


class Page(HTMLParser):
    """Tags and words of a piece of HTML."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.words: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def pair(got, expected) -> Pair:
    got, expected = np.array(got, dtype=float), np.array(expected, dtype=float)
    return Pair("f", got, expected, got != expected if got.shape == expected.shape else None)


FULL = Finding(
    State.NOT_YET,
    "softmax",
    "softmax at h = [1, 2]: entry [1] is 2, expected −2.",
    "The sign of entry [1] is wrong.",
    pair([[12, 2]], [[12, -2]]),
    (("Printed", "hello"),),
)


def test_everything_is_in_both_twins() -> None:
    words = " ".join("".join(Page(html(FULL)).words).split())
    for shown in (words, text(FULL)):
        for part in ("Not yet", "softmax", FULL.lead, FULL.cause, "Yours · 1×2", "Expected · 1×2", "Printed", "hello"):
            assert part in shown


def test_a_pass_is_the_header_alone() -> None:
    card = html(Finding(State.PASSED, "relu", ""))
    assert card.count("<p") == 1
    assert "Passed" in card


@pytest.mark.parametrize("state", State)
def test_each_state_has_an_icon_and_words_beside_its_colour(state: State) -> None:
    page = Page(html(Finding(state, "f", "lead")))
    assert state.value in page.words
    assert any(attrs.get("aria-hidden") == "true" for _, attrs in page.tags)


def test_wrong_entries_are_marked_in_words_too() -> None:
    page = Page(html(FULL))
    assert page.words.count(" (wrong)") == 1, "what is expected is not wrong"
    assert [tag for tag, _ in page.tags].count("mark") == 1
    assert "(2)" in text(FULL)
    assert "(−2)" not in text(FULL)


def ran(cell: str, error: BaseException | None = None, before: bool = False) -> None:
    """A cell has run, as IPython tells it."""
    info = SimpleNamespace(raw_cell=cell)
    older.after_a_cell(
        SimpleNamespace(
            info=info, error_before_exec=error if before else None, error_in_exec=None if before else error
        )
    )


@pytest.mark.parametrize("names", ["first", "first, second"])
@pytest.mark.parametrize(
    ("cell", "error", "before"),
    [
        ("first = [0.8; 0.9]\nsecond = [1, 2]", SyntaxError(), True),
        ("first, second = [0.8, x], 2", NameError(), False),
        ("def first(x):\nreturn x", IndentationError(), True),
    ],
)
def test_an_answer_whose_cell_ended_in_an_error_is_told_to_be_an_older_one(
    names: str, cell: str, error: Exception, before: bool
) -> None:
    finding = Finding(State.PASSED, names, "")
    ran("first = [0.8, 0.9]\nsecond = 1")
    assert older.NOTICE not in html(finding)
    ran(cell, error, before)
    assert older.NOTICE in html(finding)
    assert "nabla-old" in html(finding).partition("</style>")[2]
    for card in (" ".join(Page(html(finding)).words), text(finding)):
        assert "An older version passed" in card
        assert "Passed" not in card, "what stands in the cell has passed nothing"
    ran("check.by_hand(\n    first=first,\n)", NotYet(finding))
    ran("print(first)\nprint(second == 1)")
    assert older.NOTICE in html(finding), "a check, or a look at it, makes no new answer"
    assert older.NOTICE not in html(Finding(State.PASSED, "third", ""))
    ran("first = [0.8, 0.9]\nsecond = 1")
    assert older.NOTICE not in html(finding)


def test_an_error_that_stopped_a_figure_is_unfolded() -> None:
    shown = Finding(State.STOPPED, "f", "lead", details=(("ValueError", "no"),), unfolded=True)
    assert ("details", {"open": None}) in Page(html(shown)).tags
    assert ("details", {}) in Page(html(FULL)).tags


ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def test_a_students_string_runs_nothing() -> None:
    finding = Finding(State.NOT_YET, ATTACK, ATTACK, ATTACK, FULL.pair, ((ATTACK, ATTACK),))
    page = Page(html(finding))
    assert {tag for tag, _ in page.tags} <= {
        *("style", "div", "p", "span", "b", "mark", "details", "summary", "pre", "code"),
        *("table", "caption", "tbody", "tr", "td"),
    }
    assert not any(name.startswith("on") for _, attrs in page.tags for name in attrs)


def test_a_large_array_is_shown_around_its_first_wrong_entry() -> None:
    expected = np.zeros((20, 30))
    got = expected.copy()
    got[12, 17] = 1e-6
    yours, theirs = tables(Pair("f", got, expected, got != expected))
    assert len(yours.rows) == len(yours.rows[0]) == MOST
    assert yours.note == theirs.note == "rows 8 to 15, columns 13 to 20 of it"
    assert sum(entry.mark == "wrong" for row in yours.rows for entry in row) == 1
    wrong = next(e for row in yours.rows for e in row if e.mark)
    assert wrong.text == "1e-6"


def test_a_long_vector_has_entries_and_no_rows() -> None:
    array = np.arange(30.0)
    yours, _ = tables(Pair("f", array, array, np.zeros(30, bool)))
    assert yours.note == "entries 0 to 7 of it"


@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 0), (2, 3), (2, 3, 4)])
def test_arrays_of_any_shape_have_a_table(shape: tuple) -> None:
    array = np.arange(np.prod(shape)).reshape(shape)
    for table in tables(Pair("f", array.astype(float), array + 1.0, np.ones(shape, bool))):
        assert table.caption
    assert html(Finding(State.NOT_YET, "f", "x", "", Pair("f", array * 1.0, array.ravel() * 1.0, None)))
