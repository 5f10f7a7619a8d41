"""What stands on the page, for the states that a submission can be in."""

from __future__ import annotations

from datetime import datetime
from html.parser import HTMLParser

import pytest
from nbformat.v4 import new_notebook
from traitlets.config import Config

from nablabook.feedback import FeedbackExporter
from nablabook.feedback.exporter import points, ticked
from nablabook.feedback.gradebook import KEY
from nablabook.feedback.grades import Grade
from nablabook.feedback.states import State

from .samples import PIXEL, Book, error, not_yet, printed, room, shown


class Words(HTMLParser):
    """The text of a page as one line, without its style."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.inside: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag == "style":
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.words += data.split()


def text(book: Book, limit: float | None = None) -> str:
    return " ".join(Words(book.html(limit)).words)


def test_the_head_says_whose_it_is_and_how_many_points() -> None:
    book = room(score=2.5)
    book.known |= {"name": "Ada Lovelace", "handed_in": datetime(2026, 11, 20, 14, 3), "late_penalty": 1.0}
    book.known["seconds_late"] = 7300.0
    page = text(book)
    assert "For Ada Lovelace ( ada ) · handed in 2026-11-20 14:03 UTC · 2 hours late" in page
    assert "1.5 of 4 points" in page
    assert "1 point was taken off for handing in late." in page
    assert "<title>The course · feedback for Ada Lovelace</title>" in book.html()


def test_a_card_has_state_points_cause_and_code() -> None:
    page = text(room(not_yet("f: It is `None`. Likely cause: A `return` is missing.")))
    assert "1 · A slope: f Not yet 0 of 4 points It is None . Likely cause: A return is missing." in page
    assert "def f ( theta ): return 2 * theta" in page


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_words_an_icon_and_a_tone(state: State) -> None:
    books = {
        State.PASSED: room(score=4),
        State.NOT_YET: room(not_yet("f: wrong.")),
        State.NOT_STARTED: room(not_yet("f: still empty.", "Not started")),
        State.DID_NOT_RUN: room(error("CellTimeoutError")),
        State.WAITING: Book().essay("10_a-essay", "Since.", Grade(0, 2, waiting=True)),
        State.GRADED: Book().essay("10_a-essay", "Since.", Grade(1, 2, manual=1.0)),
    }
    html = books[state].html()
    assert f'<p class="badge {state.slug}"><svg' in html
    assert f'class="card {state.slug}"' in html
    assert f"1 {state.value.lower()}" in text(books[state])
    assert f".{state.slug}" in html.partition("<style>")[2].partition("</style>")[0]


def test_what_is_passed_is_folded_and_what_is_not_is_open() -> None:
    assert "<details>\n    <summary>Your code" in room(score=4).html()
    assert "<details open>\n    <summary>Your code" in room(not_yet("f: wrong.")).html()


def test_a_comment_of_the_grader_is_set() -> None:
    book = Book().essay("10_a-essay", "Since.", Grade(1, 2, manual=1.0, extra=0.5), comment="**Why** $x^2$?")
    html = book.html()
    assert "<strong>Why</strong> <math>" in html
    assert "From your grader" in html
    assert "0.5 of these points are extra credit." in html


def test_points_that_wait_are_told() -> None:
    book = room(score=4).essay("20_b-essay", "Since.", Grade(0, 2, waiting=True))
    page = text(book)
    assert "4 of 6 points so far" in page
    assert "2 of the points still wait for a grader." in page


def test_a_room_of_several_checks_names_each() -> None:
    book = Book().answer("10_a-answer", "a = 1").check("10_a-check", score=4)
    book.answer("10_a-answer-2", "b = 1").check("10_a-check-2", not_yet("b: wrong."))
    book.cells[0].metadata["nablabook"] = {"answers": ["a", "<b>"]}
    book.cells[2].metadata["nablabook"] = {"answers": "forged"}
    html = book.html()
    assert "<h3><code>a</code>, <code>&lt;b&gt;</code></h3>" in html
    assert "<h3><code>10_a-check-2</code></h3>" in html
    assert "Not yet 4 of 8 points" in text(book)


def test_outputs_of_the_answer_are_embedded() -> None:
    figure = shown(image_png=PIXEL, text_plain="<Figure size 1x1 with 1 Axes>")
    html = room(score=4, answer=(printed("seen"), figure)).html()
    assert f'<img src="data:image/png;base64,{PIXEL}" alt="Figure drawn by this cell">' in html
    assert "Its output (2)" in html
    assert "<pre>seen</pre>" in html


def test_an_error_of_the_answer_is_told_with_its_line() -> None:
    stopped = error("ZeroDivisionError", "division by zero", ("Cell In[1], line 2",))
    page = text(room(error("NameError", "name 'f' is not defined"), answer=(stopped,)))
    assert "ZeroDivisionError in line 2: return 2 * theta division by zero" in page


def test_a_lost_locked_cell_is_told_on_top() -> None:
    book = room(score=4)
    book.known["locked"] = frozenset({"00_opening-given"})
    assert "Some locked cells are missing" in text(book)


def test_a_notebook_with_nothing_in_it_is_a_page() -> None:
    assert "This notebook has no cells that are graded" in text(Book().text("a", "# Only text"))
    assert "<h1>01_course</h1>" in Book().html()


def test_notebooks_with_odd_metadata_are_pages() -> None:
    book = room(score=4)
    for odd in ({}, {"nbgrader": {}}, {"nbgrader": None}, {"nbgrader": {"grade_id": None}}, {"nbgrader": {"task": 1}}):
        book.added("x = 1").cells[-1].metadata = type(book.cells[0])(odd)
    assert "4 of 4 points" in text(book)


def test_numbers_of_points_are_short() -> None:
    assert [points(number) for number in (4.0, 0.5, 7 / 3, 12)] == ["4", "0.5", "2.33", "12"]


def test_a_name_in_ticks_is_code_and_nothing_else_is_html() -> None:
    assert ticked("Is a `<return>` <b>missing</b>?") == "Is a <code>&lt;return&gt;</code> &lt;b&gt;missing&lt;/b&gt;?"


def test_the_exporter_reads_the_time_limit_and_wants_the_grades() -> None:
    book = room(error("CellTimeoutError"))
    exporter = FeedbackExporter(config=Config({"Execute": {"timeout": 15}, "Exporter": {"default_preprocessors": []}}))
    html, resources = exporter.from_notebook_node(book.notebook, {KEY: book.grades})
    assert "longer than 15 seconds" in html
    assert resources["output_extension"] == ".html"
    with pytest.raises(ValueError, match=r"ReadGrades in c\.GenerateFeedback\.preprocessors"):
        exporter.from_notebook_node(new_notebook(), {})


def test_what_the_grader_put_right_is_told() -> None:
    import nbformat
    from nbformat.v4 import new_notebook

    from nablabook.feedback.page import _repaired

    told = new_notebook(metadata={"nablabook_repaired": ["the cell 10_a-check was missing"]})
    assert _repaired(told) == ["the cell 10_a-check was missing"]
    for forged in ("text", 3, None, {"a": 1}):
        assert _repaired(nbformat.from_dict({**new_notebook(), "metadata": {"nablabook_repaired": forged}})) == []
