"""The judge's functions as a student's code calls them: each call is answered by the judge, but for those of a steady
function at a point where it was asked before."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from nablabook.checks.subject import steady
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


@pytest.fixture
def asked() -> Iterator[StudentFunction]:
    mine, theirs = Channel.pair()
    server = threading.Thread(target=Server(theirs, {"twice_each": twice_each}).loop)
    server.start()
    yield StudentFunction("twice_each", ["candidate", "reference"], False, Line(mine, 10))
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
