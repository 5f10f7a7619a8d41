"""Cells find their exercise: by grade id in our notebooks, below headings in others; what was deleted is missed."""

from __future__ import annotations

from nablabook.feedback.grades import Grade
from nablabook.feedback.rooms import exercises, natural, title

from .samples import Book, printed, room


def keys(book: Book) -> list[tuple[str, list[str]]]:
    return [(one.title, [part.grade_id for part in one.parts]) for one in exercises(book.notebook, book.grades)]


def two_rooms() -> Book:
    book = Book().text("00_opening-text", "# The course")
    book.text("10_a-text", "## A\n\nDo").answer("10_a-answer", "a = 1").check("10_a-check", score=4)
    book.answer("10_a-answer-2", "b = 1").check("10_a-check-2", score=4).text("10_a-text-2", "**Explain.**")
    return book.text("20_b-text", "## B").essay("20_b-essay", "Since.", Grade(0, 2, waiting=True))


def test_rooms_have_their_title_and_their_parts() -> None:
    assert keys(two_rooms()) == [("A", ["10_a-check", "10_a-check-2"]), ("B", ["20_b-essay"])]
    assert title(two_rooms().notebook, two_rooms().grades) == "The course"


def test_a_room_that_was_deleted_is_put_back_in_its_place() -> None:
    book = two_rooms().without(
        "10_a-text", "10_a-answer", "10_a-check", "10_a-answer-2", "10_a-check-2", "10_a-text-2"
    )
    book.known["texts"] = {"00_opening-text": "# The course", "10_a-text": "## A"}
    assert keys(book) == [("A", ["10_a-check", "10_a-check-2"]), ("B", ["20_b-essay"])]


def test_a_room_without_any_text_is_called_by_its_name() -> None:
    assert keys(room().without("10_slope-text"))[0][0] == "slope"


def test_rooms_stand_in_their_order_though_cells_were_moved() -> None:
    book = two_rooms()
    book.cells = book.cells[-2:] + book.cells[:-2]
    assert [name for name, _ in keys(book)] == ["A", "B"]


def test_an_answer_keeps_its_place_when_its_check_is_gone() -> None:
    (exercise,) = exercises((book := room().without("10_slope-check")).notebook, book.grades)
    assert [cell.source for cell in exercise.parts[0].works] == ["def f(theta):\n    return 2 * theta"]
    assert exercise.parts[0].graded is None


def test_a_cell_that_was_added_belongs_to_the_room_around_it() -> None:
    book = room(score=4).added("print('mine')", printed("mine"))
    (exercise,) = exercises(book.notebook, book.grades)
    assert [cell.source for cell in exercise.parts[0].works][-1] == "print('mine')"
    assert len(exercise.parts) == 1


def test_a_copied_cell_without_an_id_is_no_check() -> None:
    book = room(score=4)
    book.added(book.cells[-1].source).cells[-1].metadata["nbgrader"] = {"grade": True}
    assert keys(book) == [("1 · A slope: `f`", ["10_slope-check"])]


def test_a_notebook_of_somebody_else_is_divided_by_its_headings() -> None:
    book = Book().text("intro", "# Homework").text("", "## Part A\n\nDo").answer("squares", "def squares(): ...")
    book.check("test_one", score=4).check("test_two").text("", "## Part B").essay(
        "why", "Since.", Grade(1, 1, manual=1)
    )
    assert keys(book) == [("Part A", ["test_one", "test_two"]), ("Part B", ["why"])]
    assert keys(book.without("test_two", "why"))[-1] == ("Missing from your notebook", ["test_two", "why"])


def test_a_task_takes_the_cells_below_it_and_keeps_its_text_to_itself() -> None:
    book = Book().text("", "# Homework")
    book.graded["task"] = Grade(0, 4, waiting=True)
    book.by_hand.add("task")
    book._add(book.text("", "## Prove it\n\n=== BEGIN MARK SCHEME ===").cells.pop(), "task", task=True, locked=True)
    book.added("proof = 1")
    (card,) = book.page().cards
    assert (card.title, card.sections[0].statement) == ("Prove it", "")
    assert [work.label for work in card.sections[0].works] == ["Your code"]
    assert "MARK SCHEME" not in book.html()


def test_ids_sort_as_people_count() -> None:
    assert sorted(["a-check-10", "a-check-2", "a-check"], key=natural) == ["a-check", "a-check-2", "a-check-10"]
