"""Does a process that answers several tests cost none of them what another has done to it?"""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator

import pytest

from nablabook.grading import engine, processes
from nablabook.grading.cells import Limits
from nablabook.grading.engine import Grader
from nablabook.grading.plan import grade_id
from nablabook.grading.processes import Refused

from .submissions import full_marks, planned, scores, with_reference

LIMITS = Limits(cell=3, notebook=60)
RIGHT = "return np.array([3 * theta[0] ** 2, -2 * theta[1]])"
COUNTING = f"calls = []\n\n\ndef gradient_J(theta):\n    calls.append(theta)\n    {RIGHT}\n"
WRONG = "def gradient_J(theta):\n    return np.array([0.0, 0.0])\n"


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    try:
        found = Grader()
    except Refused:
        found = Grader(unconfined=True)
    yield found
    found.close()


class Seen:
    """What a run of a notebook came to: its rooms without points, how it was run, what was asked of the students'
    processes."""

    def __init__(self) -> None:
        self.lost: set[str] = set()
        self.apart: list[bool] = []
        self.forks = 0
        self.processes = 0


@pytest.fixture
def seen(grader: Grader, monkeypatch: pytest.MonkeyPatch):
    """Grades the reference's notebook with another answer to the first exercise, and watches."""

    def watched(gradient_J: str) -> Seen:
        found = Seen()
        run, tell, fork = Grader._run, processes.Fork.tell, processes.Zygote.fork

        def watched_run(self, *args, apart: bool) -> None:
            found.apart.append(apart)
            run(self, *args, apart=apart)

        def watched_tell(self, message, *args):
            found.forks += message["op"] == "serve" and message["apart"]
            return tell(self, message, *args)

        def watched_fork(self, *args):
            found.processes += self.role == "student"
            return fork(self, *args)

        monkeypatch.setattr(engine.Grader, "_run", watched_run)
        monkeypatch.setattr(processes.Fork, "tell", watched_tell)
        monkeypatch.setattr(processes.Zygote, "fork", watched_fork)
        submitted = planned(with_reference(_10_gradient_J_answer=gradient_J) if gradient_J else with_reference())
        graded = scores(grader.run(submitted, LIMITS))
        full = full_marks()
        found.lost = {name.removesuffix("-check") for name, score in graded.items() if score < full[name]}
        return found

    return watched


def test_where_all_is_well_nothing_is_forked_for_a_test(seen) -> None:
    found = seen("")
    assert (found.lost, found.apart, found.forks, found.processes) == (set(), [False], 0, 1)
    found = seen(COUNTING)
    assert (found.lost, found.apart, found.forks, found.processes) == (set(), [False], 0, 2)


SHOWS = {
    "a print": ("print('here')", "stream", "here"),
    "a value": ("gradient_J(np.ones(2))", "execute_result", "array([ 3., -2.])"),
    "a warning": ("gradient_J(np.zeros(2)) / 0", "stream", "RuntimeWarning"),
    "an error": ("a = 1 / 0", "error", "ZeroDivisionError"),
    "an error in a function's head": ("def broken(x: 1 / 0):\n    pass", "error", "ZeroDivisionError"),
}


@pytest.mark.parametrize("what", SHOWS)
def test_what_a_cell_has_to_show_is_shown(grader: Grader, what: str) -> None:
    line, kind, says = SHOWS[what]
    answer = f"def gradient_J(theta):\n    {RIGHT}\n\n\n{line}\n"
    graded = grader.run(planned(with_reference(_10_gradient_J_answer=answer)), LIMITS)
    (cell,) = [cell for cell in graded.cells if grade_id(cell) == "10_gradient_J-answer"]
    (output,) = [output for output in cell.outputs if output.output_type == kind]
    assert says in str(output)


def test_the_first_that_fails_is_believed_the_later_ones_are_asked_again(seen) -> None:
    # Nothing was answered before the first exercise, and what later cells are given is of their own.
    found = seen(WRONG)
    assert found.lost == {"10_gradient_J"}
    assert (found.apart, found.forks, found.processes) == ([False], 0, 1)
    both = seen(WRONG + "def descent_step(theta, grad, lr):\n    return theta\n")
    assert both.lost == {"10_gradient_J"}, "a later cell defines it anew"


def test_what_fails_later_is_asked_again_unless_no_function_can_remember(seen, monkeypatch) -> None:
    wrong = {"_30_descent_step_answer": "def descent_step(theta, grad, lr):\n    return theta\n"}
    monkeypatch.setattr(sys.modules[__name__], "with_reference", functools.partial(with_reference, **wrong))
    found = seen(COUNTING)
    assert found.lost == {"30_descent_step"}
    assert (found.apart, found.forks > 0, found.processes) == ([False], True, 3)
    found = seen("")
    assert found.lost == {"30_descent_step"}
    assert (found.apart, found.forks, found.processes) == ([False], 0, 1)


def test_a_check_that_is_asked_again_has_the_number_of_its_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    # Nothing is remembered: the judge runs what fails after others have been answered twice, and says where it failed.
    runs: list[bool] = []
    run = Grader._run
    monkeypatch.setattr(Grader, "_run", lambda *args, apart: (runs.append(apart), run(*args, apart=apart)))
    forgetful = Grader(unconfined=True, remembers=False)
    submitted = planned(with_reference(_10_gradient_J_answer=COUNTING))
    (check,) = [cell for cell in submitted.cells if grade_id(cell) == "30_descent_step-check"]
    check.source = "raise ValueError(descent_step.__name__)\n"
    try:
        graded = forgetful.run(submitted, LIMITS)
    finally:
        forgetful.close()
    assert runs == [False]
    failed = [(c.execution_count, o) for c in graded.cells for o in c.get("outputs", ()) if o.output_type == "error"]
    assert failed
    for count, error in failed:
        assert f"Cell In[{count}], line" in "\n".join(error.traceback)


SPOILERS = {
    "numpy": f"def gradient_J(theta):\n    np.zeros = np.array = np.asarray = None\n    {RIGHT}\n",
    "builtins": f"import builtins\ndef gradient_J(theta):\n    builtins.len = builtins.range = None\n    {RIGHT}\n",
    "other answers": "def gradient_J(theta):\n    globals()['descent_step'] = lambda theta, grad, lr: theta\n    "
    f"get_ipython().user_ns.pop('np')\n    {RIGHT}\n",
    "threads": "import threading\ndef gradient_J(theta):\n    for _ in range(3):\n"
    f"        threading.Thread(target=lambda: [0 for _ in iter(int, 1)], daemon=True).start()\n    {RIGHT}\n",
    "its end, later": f"import threading, os\ndef gradient_J(theta):\n"
    f"    threading.Timer(0.05, os._exit, (1,)).start()\n    {RIGHT}\n",
    "its channel": "import os\ndef gradient_J(theta):\n    for fd in range(3, 20):\n"
    f"        try: os.write(fd, b'x')\n        except OSError: pass\n    {RIGHT}\n",
}


@pytest.mark.parametrize("how", SPOILERS)
def test_a_function_that_spoils_its_process_costs_what_it_costs_with_a_fork_for_each_test(
    grader: Grader, seen, how: str
) -> None:
    found = seen(SPOILERS[how])
    # Threads and timers spoil something else each time, or nothing.
    if how not in ("threads", "its end, later"):
        assert found.apart == [False, True]
        assert found.forks > 3
    # Given cells call it in the process of the student's cells: what it does to that counts.
    given = {"70_largest_rate", "80_grid_search"} if how in ("numpy", "other answers") else set()
    assert found.lost <= {"10_gradient_J"} | given
