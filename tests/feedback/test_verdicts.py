"""The verdict on a graded cell: each way to end has a state and words, and none lets the hidden part out."""

from __future__ import annotations

import pytest

from nablabook.feedback.grades import Grade
from nablabook.feedback.states import State
from nablabook.feedback.verdicts import Said, Verdict

from .samples import HIDDEN, Book, error, not_yet, printed, room

LINE = "f: f at theta = [2, 1]: entry [1] is 2, expected −2. Likely cause: The sign of entry [1] is wrong."


def of(book: Book, limit: float | None = None) -> Verdict:
    """The verdict on the one check of a book."""
    (card,) = book.page(limit).cards
    (section,) = card.sections
    return section.verdict


def words(verdict: Verdict) -> str:
    return " ".join([verdict.note, *(f"{said.lead} {said.cause}" for said in verdict.said)])


def test_passed_is_the_state_alone() -> None:
    assert of(room(printed("Passed"), score=4)) == Verdict(State.PASSED)


def test_a_wrong_answer_is_told_what_it_looks_like() -> None:
    said = Said("f at theta = [2, 1]: entry [1] is 2, expected −2.", "The sign of entry [1] is wrong.")
    assert of(room(not_yet(LINE))) == Verdict(State.NOT_YET, said=(said,))


def test_a_finding_without_a_known_cause() -> None:
    found = of(room(not_yet("f: A hidden test (other points) is not right yet.")))
    assert found.said == (Said("A hidden test (other points) is not right yet."),)


def test_several_findings_are_told_apart() -> None:
    first = "Not yet · f: It is 2. Likely cause: The sign."
    second = "Not started · g: The cell above still waits for your code."
    message = f"{first} {second}".replace("Not yet · ", "").replace("Not started · ", "")
    both = error("NotYet", message, (f"{first} {second}",))
    found = of(room(both))
    assert found.state is State.NOT_YET
    assert found.said == (Said("It is 2.", "The sign.", "f"), Said("It is still empty.", "", "g"))


def test_the_message_is_taken_where_the_traceback_says_less() -> None:
    found = of(room(error("NotYet", LINE, ("Not yet · f: see the card above.",))))
    assert found.said[0].cause == "The sign of entry [1] is wrong."
    assert of(room(error("NotYet", "f: b is empty.", ("Not started · f: see the card",)))).state is State.NOT_STARTED
    assert of(room(error("NotYet", LINE, ()))).state is State.NOT_YET


def test_an_error_that_quotes_a_cause_is_not_taken_for_the_last() -> None:
    said = of(room(not_yet("f: It raises ValueError: Likely cause: you. Likely cause: The sign."))).said
    assert said == (Said("It raises ValueError: Likely cause: you.", "The sign."),)


def test_not_started_when_nothing_was_touched() -> None:
    book = Book().answer("10_f-answer", "def f(): # YOUR CODE HERE", untouched=True)
    book.check("10_f-check", not_yet("f: The cell above still waits for your code.", "Not started"))
    assert of(book) == Verdict(State.NOT_STARTED, "This one still waits for you.")


def test_not_started_says_what_is_left_when_something_was() -> None:
    found = of(room(not_yet("a, b: b is still `...`: put your numbers there.", "Not started")))
    assert found == Verdict(State.NOT_STARTED, said=(Said("b is still `...`: put your numbers there."),))


def test_an_endless_loop_is_told_as_one() -> None:
    found = of(room(error("KeyboardInterrupt"), error("CellTimeoutError")), limit=15)
    assert found.state is State.DID_NOT_RUN
    assert "longer than 15 seconds" in words(found)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("NameError", "name 'f' is not defined", "looked for `f`"),
        ("NameError", "name 'hidden_helper' is not defined", "A name was not defined."),
        ("TypeError", "f([123.25, -456.5]) takes 2", "stopped with a TypeError"),
        ("IndexError", "123.25", "stopped with an IndexError"),
        ("MemoryError", "", "used up the memory"),
        ("DeadKernelError", "Kernel died", "ended Python itself"),
        ("AssertionError", "f([123.25]) should be 7", "A test found a result that is not right."),
        ("E[123.25, -456.5]", "leak [123.25]", "stopped with an error"),
        ("NotYet", "leak [123.25, -456.5]", "stopped with an error"),
    ],
)
def test_any_other_error_is_put_into_words_of_ours(name: str, value: str, says: str) -> None:
    found = words(of(room(error(name, value))))
    assert says in found
    for secret in ("123.25", "hidden_helper", "leak", HIDDEN):
        assert secret not in found


def test_a_check_without_its_answer_says_what_became_of_the_answer() -> None:
    stopped = room(error("NameError", "name 'f' is not defined"), answer=(error("SyntaxError", "invalid syntax"),))
    assert "Your own cell stopped with an error" in words(of(stopped))
    deleted = room(error("NameError", "name 'f' is not defined")).without("10_slope-answer")
    assert "Your answer cell is missing" in words(of(deleted))
    lost = room(error("NameError", "name 'check' is not defined"))
    lost.known["locked"] = frozenset({"00_opening-given"})
    assert "A locked cell that defines it is missing" in words(of(lost))


def test_a_check_that_is_gone_did_not_run() -> None:
    found = of(room().without("10_slope-check"))
    assert (found.state, "missing" in found.note) == (State.DID_NOT_RUN, True)
    waiting = room(auto=None, waiting=True).without("10_slope-check")
    assert of(waiting).state is State.WAITING


@pytest.mark.parametrize(
    ("outputs", "score", "state", "says"),
    [
        ((), 2, State.NOT_YET, "Part of this is right."),
        ((printed("careful", "stderr"),), 0, State.NOT_YET, "a warning was printed"),
        ((), 0, State.NOT_YET, "no reason"),
    ],
)
def test_points_without_an_error(outputs: tuple, score: float, state: State, says: str) -> None:
    found = of(room(*outputs, score=score))
    assert found.state is state
    assert says in words(found)


def test_a_cell_that_was_never_run_did_not_run() -> None:
    book = room()
    book.cells[-1].execution_count = None
    assert of(book).state is State.DID_NOT_RUN


def test_a_person_can_change_the_points() -> None:
    found = of(room(not_yet(LINE), score=3, auto=0.0, manual=3.0))
    assert (found.state, found.note) == (State.GRADED, "A grader set the points by hand.")
    assert found.said
    assert of(room(score=4, auto=4.0, manual=4.0)).state is State.PASSED
    again = of(room(not_yet(LINE), auto=0.0, manual=3.0, waiting=True))
    assert (again.state, len(again.said)) == (State.WAITING, 1)


@pytest.mark.parametrize(
    ("grade", "untouched", "state"),
    [
        (Grade(0, 2, auto=None, waiting=True), False, State.WAITING),
        (Grade(0, 2, auto=0.0), True, State.NOT_STARTED),
        (Grade(1.5, 2, manual=1.5), False, State.GRADED),
        (Grade(2, 2, manual=2.0), False, State.GRADED),
        (Grade(0, 2, manual=0.0), True, State.GRADED),
    ],
)
def test_a_text_is_graded_by_a_person(grade: Grade, untouched: bool, state: State) -> None:
    assert of(Book().essay("10_why-essay", "Since.", grade, untouched=untouched)).state is state


def test_a_text_that_is_gone_waits() -> None:
    book = Book().essay("10_why-essay", "Since.", Grade(0, 2, waiting=True)).without("10_why-essay")
    assert of(book).state is State.WAITING
