"""The judge's functions as a student's code calls them: each call is answered by the judge, but for those of a steady
function at a point where it was asked before, and those of a watched one that were foretold."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from nablabook.checks.subject import steady, watched
from nablabook.grading import callbacks
from nablabook.grading.judge import Line, StudentFunction
from nablabook.grading.student import Server
from nablabook.grading.wire import Channel

POINT = np.array([1.0, -2.0, 0.0])


def twice_each(candidate: Callable, reference: Callable) -> list:
    """What a student's check may do: the same points, again and again; what it was given it changes."""
    found = []
    for _ in range(2):
        for function in (candidate, reference):
            result = function(POINT.copy())
            found.append(result.copy())
            result[:] = np.nan
    return found


def at_three_points(candidate: Callable, points: np.ndarray) -> list:
    """It looks at what its own array is afterwards, too, and goes on after an error."""
    found: list = []
    for point in points:
        mine = np.array([point])
        try:
            found += [candidate(mine), mine]
        except ValueError as error:
            found += [str(error)]
    return found


STUDENTS = {"twice_each": twice_each, "at_three_points": at_three_points}


class Counted(Channel):
    """A channel that counts what is sent."""

    sent = 0

    def send(self, *args: object, **options: object) -> None:
        self.sent += 1
        super().send(*args, **options)  # type: ignore[arg-type]


@pytest.fixture
def asked() -> Iterator[StudentFunction]:
    yield from _student("twice_each", ["candidate", "reference"])


@pytest.fixture
def sampled() -> Iterator[StudentFunction]:
    yield from _student("at_three_points", ["candidate", "points"])


def _student(name: str, parameters: list[str]) -> Iterator[StudentFunction]:
    mine, theirs = Channel.pair()
    server = threading.Thread(target=Server(theirs, STUDENTS).loop)
    server.start()
    yield StudentFunction(name, parameters, False, Line(Counted(mine.sock), 10))
    mine.close()
    server.join()
    theirs.close()


def test_a_steady_function_is_asked_once_for_each_point(asked: StudentFunction) -> None:
    calls: list[str] = []

    def candidate(x: np.ndarray) -> np.ndarray:
        calls.append("candidate")
        return x + len(calls)

    def reference(x: np.ndarray) -> np.ndarray:
        calls.append("reference")
        return 2 * x

    known = steady(reference)
    first = asked.call((candidate, known)).value
    assert calls == ["candidate", "reference", "candidate"]
    assert [each.tolist() for each in first] == [
        [2.0, -1.0, 1.0],
        [2.0, -4.0, 0.0],
        [4.0, 1.0, 3.0],
        [2.0, -4.0, 0.0],
    ]
    asked.call((candidate, known))
    assert calls.count("reference") == 1
    assert calls.count("candidate") == 4
    asked.call((candidate, steady(lambda x: 3 * x)))
    assert calls.count("reference") == 1
    assert asked.call((candidate, steady(lambda x: 3 * x))).value[1].tolist() == [3.0, -6.0, 0.0]


def test_a_function_that_is_not_steady_is_asked_each_time(asked: StudentFunction) -> None:
    calls: list[int] = []

    def counted(x: np.ndarray) -> np.ndarray:
        calls.append(len(calls))
        return x * len(calls)

    assert asked.call((counted, counted)).value[-1].tolist() == [4.0, -8.0, 0.0]
    assert calls == [0, 1, 2, 3]


def test_an_error_of_a_steady_function_is_told_each_time(asked: StudentFunction) -> None:
    def refuses(x: np.ndarray) -> np.ndarray:
        raise ValueError("no such point")

    for _ in range(2):
        error = asked.call((lambda x: x, steady(refuses))).error
        assert error is not None
        assert error.type == "ValueError"
        assert "no such point" in error.message


def test_the_students_own_function_stays_what_it_is(asked: StudentFunction) -> None:
    assert steady(asked) is asked


def changes(x: np.ndarray) -> np.ndarray:
    result = x**2
    x += 100
    return result


def refuses_zero(x: np.ndarray) -> np.ndarray:
    if not x[0]:
        raise ValueError("not at 0")
    return -x


def test_of_a_group_the_first_is_asked_and_the_others_are_foretold(sampled: StudentFunction) -> None:
    points = np.array([1.0, 0.0, -2.0])
    notes: list[float] = []
    for function in (np.exp, changes, refuses_zero, np.exp):
        notes.clear()
        mine = watched(function, lambda x: notes.append(float(x[0])), group=points)
        there = sampled.call((mine, points)).value
        assert notes == points.tolist()
        here = at_three_points(function, points)
        assert [str(each).removeprefix("candidate: ValueError: ") for each in there] == [str(each) for each in here]
    # Four questions, and three calls of the first.
    assert sampled._line.channel.sent == 4 + 3  # type: ignore[attr-defined]


def test_at_another_point_a_watched_function_is_asked(sampled: StudentFunction) -> None:
    group, notes = object(), []
    for points in ([1.0, 2.0, 3.0], [1.0, 5.0, 2.0], [7.0], [1.0, 2.0, 3.0, 4.0]):
        notes.clear()
        mine = watched(np.sqrt, lambda x: notes.append(float(x[0])), group)
        there = sampled.call((mine, np.array(points))).value
        assert [each.tolist() for each in there[::2]] == [[root] for root in np.sqrt(points)]
        assert notes == points
    # 3 calls; 1 of 3, since 2.0 is the next that was foretold; the one; the fourth.
    assert sampled._line.channel.sent == 4 + 3 + 1 + 1 + 1  # type: ignore[attr-defined]


def test_another_group_is_asked_anew(sampled: StudentFunction) -> None:
    for group in (object(), object()):
        sampled.call((watched(np.sqrt, lambda x: None, group), np.ones(3)))
    assert sampled._line.channel.sent == 2 * (1 + 3)  # type: ignore[attr-defined]


def test_large_points_are_not_foretold(sampled: StudentFunction, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callbacks, "MOST", 1000)
    group = object()
    for _ in range(2):
        value = sampled.call((watched(np.sqrt, lambda x: None, group), np.full((3, 50), 4.0))).value
        assert value[4].tolist() == [[2.0] * 50]
    # A point has 400 bytes: the third is too much.
    assert sampled._line.channel.sent == 2 + 3 + 1  # type: ignore[attr-defined]


def test_a_note_that_raises_ends_a_call_only_where_it_is_asked(sampled: StudentFunction) -> None:
    notes: list[float] = []

    def at_most_two(x: np.ndarray) -> None:
        notes.append(float(x[0]))
        if len(notes) > 2:
            raise ValueError("too often")

    group = object()
    first = sampled.call((watched(np.sqrt, at_most_two, group), np.ones(3))).value
    assert first[4] == "candidate: ValueError: too often"
    notes.clear()
    assert len(sampled.call((watched(np.sqrt, at_most_two, group), np.ones(3))).value) == 6
    assert notes == [1.0] * 3


@pytest.mark.parametrize("used", [[0], [7], ["0"], [None], [[]], 3, {"0": 0}])
def test_who_tells_of_answers_that_were_not_foretold_is_garbled(used: object) -> None:
    mine, theirs = Channel.pair()

    def forge() -> None:
        number = theirs.receive()["id"]
        theirs.send({"id": number, "value": None, "used": used})

    forger = threading.Thread(target=forge)
    forger.start()
    function = StudentFunction("twice_each", [], False, Line(mine, 10))
    error = function.call((watched(np.exp, lambda x: None, None), 1)).error
    forger.join()
    assert error is not None
    assert "can't be read" in error.message
    mine.close()
    theirs.close()
