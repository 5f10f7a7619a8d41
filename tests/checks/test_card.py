"""Does the card say everything in words, and can nothing of a student's run in it?"""

from __future__ import annotations

from html.parser import HTMLParser

import numpy as np
import pytest

from nablabook.checks.card import MOST, html, tables, text
from nablabook.checks.finding import Finding, Pair, State


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
    assert page.words.count("wrong: ") == 2
    assert [tag for tag, _ in page.tags].count("mark") == 2
    assert "(2)" in text(FULL)


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
    assert sum(entry.wrong for row in yours.rows for entry in row) == 1
    wrong = next(e for row in yours.rows for e in row if e.wrong)
    assert wrong.text == "1e-6"


@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 0), (2, 3), (2, 3, 4)])
def test_arrays_of_any_shape_have_a_table(shape: tuple) -> None:
    array = np.arange(np.prod(shape)).reshape(shape)
    for table in tables(Pair("f", array.astype(float), array + 1.0, np.ones(shape, bool))):
        assert table.caption
    assert html(Finding(State.NOT_YET, "f", "x", "", Pair("f", array * 1.0, array.ravel() * 1.0, None)))
