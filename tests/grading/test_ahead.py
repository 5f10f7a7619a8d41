"""Several questions in one message: does the judge hear what it would have heard one by one?"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nablabook.grading import student
from nablabook.grading.engine import Grader
from nablabook.grading.memory import AT_ONCE, Known, Step, _in_one
from nablabook.grading.plan import grade_id, repair
from nablabook.grading.run import Limits
from nablabook.grading.student import Server
from nablabook.grading.values import encode
from nablabook.grading.wire import Channel, WireError

from .submissions import source, with_reference
from .test_memory import outputs, shown

NAME, START = "01_gradient_descent", "start"


def call(number: int, x: Any, **more: Any) -> dict:
    return {"id": number, "op": "call", "name": "f", "args": [encode(x)], "options": {}, "forbidden": [], **more}


QUESTIONS = [(call(n, np.arange(n)), n > 4) for n in range(1, 9)]


class Counted(Channel):
    sent = 0

    def send(self, *args: Any, **options: Any) -> None:
        self.sent += 1
        super().send(*args, **options)


@contextmanager
def answering(function: Callable) -> Iterator[Counted]:
    mine, theirs = Channel.pair()

    def serve() -> None:
        with suppress(WireError):  # nobody waits for the answer any more
            Server(theirs, {"f": function}).loop()

    server = threading.Thread(target=serve)
    server.start()
    yield Counted(mine.sock)
    mine.close()
    server.join()
    theirs.close()


def recorded(folder: Path, function: Callable, words: str = "") -> Known:
    """What a cell would have noted that asks all questions of a function."""
    known = Known(str(folder), START)
    with answering(function) as channel:
        for question, hidden in QUESTIONS:
            known.heard.asks(hidden)
            channel.send(question)
            known.heard.add(question, channel.receive(), channel.came, hidden)
    known.keep(0, [{"output_type": "stream", "text": words}], False, 1)
    return known


def asked(folder: Path, function: Callable, ahead: bool, seconds: float = 20) -> tuple[Known, dict | None, int]:
    known = Known(str(folder), START)
    with answering(function) as channel:
        end = known.ask(channel, time.monotonic() + seconds, 1, ahead)
        return known, end, channel.sent


def test_an_answer_as_expected_is_heard_in_two_messages(tmp_path: Path) -> None:
    before = recorded(tmp_path, np.sum, "shown")
    one_by_one, at_once = (asked(tmp_path, np.sum, ahead) for ahead in (False, True))
    assert (one_by_one[2], at_once[2]) == (8, 2), "those before the hidden tests, and those of the hidden tests"
    for known, end, _ in (one_by_one, at_once):
        assert end is not None
        assert end["outputs"][0]["text"] == "shown"
        assert [step.name for step in known.heard.steps] == [step.name for step in before.heard.steps]
        assert known.heard.answers == before.heard.answers
        assert not known.heard.lost_ahead


@pytest.mark.parametrize("first_wrong", range(1, 9))
def test_after_an_unexpected_answer_nothing_counts(tmp_path: Path, first_wrong: int) -> None:
    recorded(tmp_path, np.sum, "shown")

    def otherwise(x: np.ndarray) -> Any:
        return -1 if len(x) >= first_wrong else x.sum()

    (one_by_one, *_), (at_once, end, _) = (asked(tmp_path, otherwise, ahead) for ahead in (False, True))
    assert end is None
    assert at_once.heard.steps == one_by_one.heard.steps
    assert len(at_once.heard.steps) == first_wrong
    assert at_once.heard.answers == one_by_one.heard.answers
    assert at_once.heard.has_hidden == one_by_one.heard.has_hidden == (first_wrong > 4)


def test_an_answer_that_another_has_given_leads_on_from_there(tmp_path: Path) -> None:
    """Alike for two questions, then otherwise: as the judge notes it, from the first new answer on."""
    recorded(tmp_path, np.sum, "sum")

    def otherwise(x: np.ndarray) -> Any:
        return -x.size if x.size > 2 else x.sum()

    first, end, _ = asked(tmp_path, otherwise, ahead=True)
    assert end is None
    known = len(first.heard.steps)
    with answering(otherwise) as channel:
        for question, hidden in QUESTIONS[known:]:
            channel.send(question)
            first.heard.add(question, channel.receive(), channel.came, hidden)
    first.keep(known, [{"output_type": "stream", "text": "size"}], False, 1)
    for function, words in ((np.sum, "sum"), (otherwise, "size")):
        _, end, _ = asked(tmp_path, function, ahead=True)
        assert end is not None
        assert end["outputs"][0]["text"] == words


def test_what_is_late_among_several_is_told(tmp_path: Path) -> None:
    recorded(tmp_path, np.sum)

    def slow(x: np.ndarray) -> Any:
        if len(x) == 3:
            time.sleep(2)
        return x.sum()

    known, end, _ = asked(tmp_path, slow, ahead=True, seconds=0.5)
    assert end is None
    assert known.failure is not None
    assert known.heard.lost_ahead
    known, *_ = asked(tmp_path, slow, ahead=False, seconds=0.5)
    assert known.failure is not None
    assert not known.heard.lost_ahead


@pytest.mark.parametrize("many", [None, 3, [3], ["x"], [b"\xc1"], {"a": 1}])
def test_a_forged_answer_to_several_is_told(tmp_path: Path, many: Any) -> None:
    recorded(tmp_path, np.sum)
    mine, theirs = Channel.pair()
    forger = threading.Thread(target=lambda: (theirs.receive(), theirs.send({"many": many})))
    forger.start()
    known = Known(str(tmp_path), START)
    assert known.ask(mine, time.monotonic() + 20, 1, ahead=True) is None
    forger.join()
    assert known.failure is not None
    assert known.heard.lost_ahead
    mine.close()
    theirs.close()


def test_answers_that_are_too_large_for_one_message_come_in_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = recorded(tmp_path, np.ones)
    monkeypatch.setattr(student, "MANY", 150)
    known, _, sent = asked(tmp_path, np.ones, ahead=True)
    assert known.heard.name == before.heard.name
    assert sent > 2
    monkeypatch.setattr(student, "MANY", 0)
    known, _, sent = asked(tmp_path, np.ones, ahead=True)
    assert known.heard.name == before.heard.name


def test_which_questions_are_asked_at_once() -> None:
    plain, lent, reply = call(1, 0), call(2, 0, lends=True), {"value": 1, "changed": []}

    def sizes(*steps: tuple[dict, bool]) -> list[int]:
        left = [Step(question, "", hidden) for question, hidden in steps]
        found = []
        while left:
            found.append(len(_in_one(left)))
            del left[: found[-1]]
        return found

    assert sizes((plain, False), (plain, False), (plain, True)) == [2, 1]
    assert sizes((plain, False), (lent, False), (reply, False), (plain, False), (plain, False)) == [1, 1, 1, 2]
    assert sizes(*[(plain, True)] * (AT_ONCE + 3)) == [AT_ONCE, 3]


ENDLESS = """def gradient_J(theta):
    while theta[0] == 2.5:
        pass
    return np.array([theta[0], theta[1]])
"""


def test_an_endless_loop_at_a_question_that_is_asked_ahead_changes_nothing() -> None:
    """It is wrong at the first point, so the second, at which it would loop, is not asked for."""
    grader = Grader(unconfined=True)
    try:
        shown(grader, with_reference(), NAME)
        endless = repair(source(), with_reference(_10_gradient_J_answer=ENDLESS)).notebook
        with_memory = grader.run(endless, Limits(cell=3))
    finally:
        grader.close()
    (check,) = [cell for cell in with_memory.cells if grade_id(cell) == "10_gradient_J-check"]
    assert "NotYet" in str(check.outputs)
    assert "longer than" not in str(check.outputs)
    forgetful = Grader(unconfined=True, remembers=False)
    try:
        assert outputs(with_memory) == shown(forgetful, with_reference(_10_gradient_J_answer=ENDLESS), NAME)
    finally:
        forgetful.close()
