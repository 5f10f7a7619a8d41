"""Several drivers share one judge's warm process: each has a twin of it, with which nobody else interferes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing

import psutil
import pytest

from nablabook.grading.engine import Grader, Shared
from nablabook.grading.processes import GraderError, Zygote
from nablabook.grading.starting import Program, Twin

from .submissions import full_marks, planned, scores, with_reference


@pytest.fixture
def first() -> Iterator[Zygote]:
    zygote = Program("judge")
    yield zygote
    zygote.close()


def gone(pid: int) -> bool:
    end = time.monotonic() + 10
    while psutil.pid_exists(pid) and time.monotonic() < end:
        time.sleep(0.01)
    return not psutil.pid_exists(pid)


def test_two_graders_share_a_judge_and_outlive_it(first: Zygote) -> None:
    graders = [Grader(unconfined=True, shared=Shared(first.channel)) for _ in range(2)]
    pids = [grader.judge.pid for grader in graders]
    assert len({first.process.pid, *pids}) == 3
    assert {psutil.Process(pid).ppid() for pid in pids} == {first.process.pid}
    for grader in graders:
        assert scores(grader.run(planned(with_reference()))) == full_marks()
    first.process.kill()
    first.process.wait()
    assert scores(graders[0].run(planned(with_reference()))) == full_marks()
    for grader in graders:
        assert grader.works
        grader.close()
    assert all(gone(pid) for pid in pids)


def test_what_one_twin_was_told_of_cells_another_does_not_miss(first: Zygote) -> None:
    first.tell_of_cells(["import numpy as np"])
    for _ in range(2):
        with closing(Twin("judge", first.channel)) as twin:
            twin.wait_until_ready()
            twin.tell_of_cells(["import numpy as np", "import json"])
            assert twin.wait_for_cells() == 1


def test_a_twin_that_dies_is_noticed_and_is_no_other_twins_end(first: Zygote) -> None:
    with closing(Twin("judge", first.channel)) as lost, closing(Twin("judge", first.channel)) as other:
        lost.wait_until_ready()
        other.wait_until_ready()
        assert lost.is_running
        os.kill(lost.pid, signal.SIGKILL)
        assert gone(lost.pid)
        assert not lost.is_running
        assert other.is_running


def test_a_twin_that_hangs_is_killed(first: Zygote, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nablabook.grading.starting.GOODBYE", 0.2)
    twin = Twin("judge", first.channel)
    twin.wait_until_ready()
    os.kill(twin.pid, signal.SIGSTOP)
    twin.close()
    assert gone(twin.pid)


def test_a_twin_that_is_given_up_before_it_is_ready_ends_by_itself(first: Zygote) -> None:
    first.process.send_signal(signal.SIGSTOP)
    Twin("judge", first.channel).close()
    first.process.send_signal(signal.SIGCONT)
    first.wait_until_ready()
    first.tell_of_cells([])
    assert first.wait_for_cells() == 1
    end = time.monotonic() + 10
    while (left := psutil.Process(first.process.pid).children()) and time.monotonic() < end:
        time.sleep(0.01)
    assert not left


def test_a_grader_without_a_first_judge_says_so(first: Zygote) -> None:
    first.process.kill()
    first.process.wait()
    with pytest.raises(GraderError, match="judge process does not start"):
        Grader(unconfined=True, shared=Shared(first.channel))


def test_a_twin_works_on_the_processor_of_its_driver(first: Zygote) -> None:
    usable = os.sched_getaffinity(0)
    one = {min(usable)}
    try:
        os.sched_setaffinity(0, one)
        twin = Twin("judge", first.channel)
    finally:
        os.sched_setaffinity(0, usable)
    with closing(twin):
        twin.wait_until_ready()
        assert os.sched_getaffinity(twin.pid) == one
        assert os.sched_getaffinity(first.process.pid) == usable
