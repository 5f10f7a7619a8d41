"""Does a crash, a loop or a trick in one answer cost just that answer?"""

from __future__ import annotations

import os
import random
import signal

import pytest

from nablabook.grading import engine
from nablabook.grading.cells import Limits
from nablabook.grading.confine.limits import Quotas
from nablabook.grading.engine import Grader
from nablabook.grading.plan import grade_id
from nablabook.grading.processes import Fork, Refused

from .submissions import full_marks, planned, scores, source, submission, with_reference

LIMITS = Limits(cell=3, notebook=60)
#: Rooms before this one are run.
ROOMS = "60"


@pytest.fixture(scope="module")
def grader():
    try:
        found = Grader()
    except Refused:  # most of what is asked here, two processes answer without a sandbox too
        found = Grader(unconfined=True)
    yield found
    found.close()


def grade(grader: Grader, submitted) -> dict[str, float]:
    return scores(grader.run(first_rooms(submitted), LIMITS))


def first_rooms(submitted):
    """What the grader runs of a submission, up to ROOMS and without the figure of room 10, so that a run is short."""
    notebook = planned(submitted)
    notebook.cells = [cell for cell in notebook.cells if (grade_id(cell) or "0") < ROOMS]
    figure = next(cell for cell in notebook.cells if grade_id(cell) == "10_gradient_J-given")
    figure.source = figure.source.partition("\n\nshow(")[0]
    return notebook


def lost(grader: Grader, submitted) -> set[str]:
    """The rooms that earned nothing."""
    full = full_marks()
    found = grade(grader, submitted)
    assert found.keys() == {name for name in full if name < ROOMS}
    assert all(score in (0, full[name]) for name, score in found.items())
    return {name.removesuffix("-check") for name, score in found.items() if score == 0}


def outputs(graded, name: str) -> list:
    return next(c for c in graded.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name).outputs


def test_the_reference_gets_all_points_and_the_blank_none(grader: Grader) -> None:
    assert lost(grader, source()) == set()
    assert lost(grader, submission({})) == {name.removesuffix("-check") for name in full_marks() if name < ROOMS}


TOP = "10_gradient_J"
IN_CELL = {
    "an exception": "1 / 0",
    "a syntax error": "def gradient_J(theta:",
    "exit": "exit()",
    "sys.exit": "import sys; sys.exit(3)",
    "os._exit": "import os; os._exit(0)",
    "kills itself": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "crashes in C": "import ctypes; ctypes.string_at(0)",
    "closes everything": "import os; os.closerange(0, 1000)",
    "loops": "while True: pass",
    "loops and catches everything": "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
    "loops in C": "sum(iter(int, 1))",
    "sleeps": "import time; time.sleep(1000)",
    "asks": "input('?')",
    "deletes names": "del np",
}


@pytest.mark.parametrize("how", IN_CELL)
def test_an_answer_cell_that_fails_costs_its_own_exercise(grader: Grader, how: str) -> None:
    assert lost(grader, with_reference(_10_gradient_J_answer=IN_CELL[how])) >= {TOP}
    # np is gone for the cells that follow, as in any notebook; every other harm is this cell's alone.
    expected = {TOP} if how != "deletes names" else None
    if expected:
        assert lost(grader, with_reference(_10_gradient_J_answer=IN_CELL[how])) == expected


IN_FUNCTION = {
    "raises": "raise ValueError('no')",
    "exits": "exit()",
    "os._exit": "import os; os._exit(0)",
    "kills itself": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "loops": "while True: pass",
    "loops and catches everything": (
        "while True:\n        try:\n            while True: pass\n        except BaseException: pass"
    ),
    "loops in C": "return sum(iter(int, 1))",
    "recurses": "return gradient_J(theta)",
    "returns a cycle": "a = []; a.append(a); return a",
    "returns too much": "return np.zeros(9_000_000)",
    "returns an object": "return object()",
    "closes everything": "import os; os.closerange(0, 1000)",
    "reads the wire": (
        "import os\n    for fd in range(3, 64):\n        try: os.read(fd, 1)\n"
        "        except OSError: pass\n    return theta"
    ),
}


@pytest.mark.parametrize("how", IN_FUNCTION)
def test_a_function_that_fails_costs_its_own_exercise(grader: Grader, how: str) -> None:
    answer = f"def gradient_J(theta):\n    {IN_FUNCTION[how]}\n"
    assert lost(grader, with_reference(_10_gradient_J_answer=answer)) == {TOP}


WRONG = "def gradient_J(theta):\n    return np.zeros(2)\n"
TRICKS = {
    "replaced allclose": "np.allclose = lambda *a, **k: True",
    "replaced numpy's array_equal and isclose": "np.array_equal = np.isclose = lambda *a, **k: True",
    "check replaced": "class Yes:\n    def __getattr__(self, name): return lambda *a, **k: None\ncheck = Yes()",
    "nablabook's modules patched": (
        "import nablabook.checks.examine as e, nablabook.checks.report as r\n"
        "e.find = lambda q: None\nr.report = lambda f: None\ne.report = lambda f: None"
    ),
    "an input hook": "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass\\n'])",
    "an AST hook": (
        "import ast\nclass Drop(ast.NodeTransformer):\n    def visit_Expr(self, node): return None\n"
        "get_ipython().ast_transformers.append(Drop())"
    ),
    "run_cell replaced": "get_ipython().run_cell = lambda *a, **k: None",
    "exceptions muted": "get_ipython().showtraceback = lambda *a, **k: None",
    "J replaced": "J = lambda theta: theta.sum() * 0",
    "an object that equals everything": (
        "class Equal(np.ndarray):\n    def __eq__(self, o): return np.ones(2, bool)\n"
        "    def __sub__(self, o): return np.zeros(2)\n"
        "gradient_J = lambda theta: np.zeros(2).view(Equal)"
    ),
    "the answer read from the source": (
        "import json, glob\nfor p in glob.glob('**/source/**/*.ipynb', recursive=True):\n"
        "    for c in json.load(open(p))['cells']:\n"
        "        if c['id'] == '10_gradient_J-answer': exec(''.join(c['source']))"
    ),
    "modules swapped": "import sys\nsys.modules['nablabook.checks'] = sys.modules['json']",
}


@pytest.mark.parametrize("trick", TRICKS)
def test_no_trick_earns_a_wrong_answer_a_point(grader: Grader, trick: str) -> None:
    assert TOP in lost(grader, with_reference(_10_gradient_J_answer=f"{WRONG}\n{TRICKS[trick]}"))


def test_a_flood_of_output_is_cut_and_told(grader: Grader) -> None:
    flood = "gradient_J = None\nfor _ in range(50):\n    print('x' * 1_000_000)"
    graded = grader.run(first_rooms(with_reference(_10_gradient_J_answer=flood)), LIMITS)
    text = "".join(o.text for o in outputs(graded, "10_gradient_J-answer") if o.output_type == "stream")
    assert len(text) < LIMITS.text + 200
    assert "the rest is cut off" in text


def test_outputs_look_as_from_a_kernel(grader: Grader) -> None:
    cell = (
        "import sys, warnings, matplotlib.pyplot as plt\nprint('one')\nprint('two', file=sys.stderr)\n"
        "plt.plot([1, 2])\ndisplay('three')\nimport asyncio\nawait asyncio.sleep(0)\n"
        "from IPython.display import HTML\nHTML('<b>four</b>')"
    )
    graded = grader.run(first_rooms(with_reference(_10_gradient_J_answer=cell)), LIMITS)
    found = outputs(graded, "10_gradient_J-answer")
    kinds = [(o.output_type, o.get("name", "")) for o in found]
    assert kinds[:4] == [("stream", "stdout"), ("stream", "stderr"), ("display_data", ""), ("execute_result", "")]
    assert "image/png" in found[4].data
    assert found[3].data["text/html"] == "<b>four</b>"


def test_a_time_out_is_told_in_words(grader: Grader) -> None:
    graded = grader.run(first_rooms(with_reference(_10_gradient_J_answer="while True: pass")), LIMITS)
    (error,) = [o for o in outputs(graded, "10_gradient_J-answer") if o.output_type == "error"]
    assert (error.ename, error.evalue) == ("CellTimeoutError", "your cell ran longer than 3 s")
    answer = "def gradient_J(theta):\n    while True: pass\n"
    graded = grader.run(first_rooms(with_reference(_10_gradient_J_answer=answer)), LIMITS)
    (error,) = [o for o in outputs(graded, "10_gradient_J-check") if o.output_type == "error"]
    assert "your code ran longer than 3 s" in error.evalue


def test_a_notebook_that_takes_too_long_is_stopped_and_every_graded_cell_has_an_error(grader: Grader) -> None:
    slow = dict.fromkeys(
        ("_10_gradient_J_answer", "_20_two_steps_answer", "_30_descent_step_answer"), "while True: pass"
    )
    graded = grader.run(first_rooms(with_reference(**slow)), Limits(cell=1, notebook=2))
    assert all(score == 0 for name, score in scores(graded).items() if name > "30")
    assert all(outputs(graded, name) for name in full_marks() if name < ROOMS)


def test_names_of_earlier_cells_are_there_although_a_cell_in_between_died(grader: Grader) -> None:
    answers = {"_30_descent_step_answer": "import os; os._exit(1)"}
    together = (
        "def step_J2(theta, lr):\n    assert J2 is not None\n"
        "    return theta - lr * np.array([2 * theta[0] * theta[1], theta[0] ** 2])\n"
    )
    assert lost(grader, with_reference(**answers, _50_together_answer=together)) == {"30_descent_step"}


def test_processes_that_fill_the_notebook_cost_the_cell_that_started_them(grader: Grader) -> None:
    if grader.unconfined:
        pytest.skip("no sandbox on this machine")
    threads = (
        "import threading, time\nfor _ in range(30):\n    threading.Thread(target=time.sleep, args=(99,)).start()"
    )
    forks = "import os, time\nwhile os.fork(): pass\ntime.sleep(99)"
    assert lost(grader, with_reference(_10_gradient_J_answer=threads)) == {TOP}
    assert lost(grader, with_reference(_10_gradient_J_answer=forks)) == {TOP}


def test_memory_is_limited_and_the_rest_is_graded(grader: Grader) -> None:
    if grader.unconfined:
        pytest.skip("no sandbox on this machine")
    graded = grader.run(
        first_rooms(with_reference(_10_gradient_J_answer="np.ones(2**30)")), LIMITS, Quotas(memory=256)
    )
    (error,) = outputs(graded, "10_gradient_J-answer")
    assert error.ename.endswith("MemoryError")
    found = scores(graded)
    assert {name for name, score in found.items() if score == 0} == {f"{TOP}-check"}


def test_a_cell_that_poisons_every_replay_is_left_out(grader: Grader) -> None:
    poison = dict.fromkeys(
        ("_10_gradient_J_answer", "_30_descent_step_answer", "_40_descend_answer"), "import os; os._exit(1)"
    )
    assert lost(grader, with_reference(**poison)) == {"10_gradient_J", "30_descent_step", "40_descend"}


def test_a_judge_that_is_lost_costs_its_own_check(grader: Grader, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, tell = [], Fork.tell

    def kill_the_third(fork: Fork, message: dict, seconds: float, fds: tuple[int, ...] = ()) -> float:
        if message["op"] == "run" and "place" in message and fds:
            asked.append(message["place"])
            if len(asked) == 3:
                os.kill(fork.pid, signal.SIGKILL)
        return tell(fork, message, seconds, fds)

    monkeypatch.setattr(Fork, "tell", kill_the_third)
    graded = grader.run(planned(with_reference()))
    code = [cell for cell in graded.cells if cell.cell_type == "code"]
    hit = code[asked[2]]
    assert any(output.get("ename") == "JudgeLost" for output in hit.outputs)
    left = {name: points for name, points in full_marks().items() if name != hit.metadata.nbgrader.grade_id}
    assert {name: points for name, points in scores(graded).items() if name in left} == left
    assert len(left) >= len(full_marks()) - 1


def test_scores_are_the_same_in_any_order(grader: Grader) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    mixed = [
        source(),
        submission({}),
        with_reference(_10_gradient_J_answer=WRONG),
        with_reference(_40_descend_answer="import os; os._exit(1)"),
        with_reference(_20_two_steps_answer="np.random.seed(0); first_step = second_step = [1, 2]"),
    ]
    first = [grade(grader, s) for s in mixed]
    order = list(range(len(mixed)))
    random.Random(seed).shuffle(order)
    again = {i: grade(grader, mixed[i]) for i in order}
    assert [again[i] for i in range(len(mixed))] == first


def children(pid: int) -> list[int]:
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return [int(word) for word in file.read().split()]


def warm_process(zygote) -> int:
    """The warm process itself: in namespaces, the child of one that only waits."""
    pid = zygote.process.pid
    return children(pid)[0] if zygote.route == "namespaces" else pid


def test_nothing_of_a_notebook_is_left_running(grader: Grader) -> None:
    grade(grader, source())
    grade(grader, submission({}))
    for zygote in (grader.student, grader.judge):
        assert children(warm_process(zygote)) == []


def test_locked_cells_may_call_by_keyword_and_pass_functions_through(grader: Grader) -> None:
    notebook = first_rooms(source())
    check = next(c for c in notebook.cells if grade_id(c) == "40_descend-check")
    check.source = (
        "path = descend(gradient_J, np.array([2.0, 1.0]), lr=0.1, steps=2)\n"
        "assert np.allclose(path[-1], [0.608, 1.44]), path\n"
        "calls = []\n"
        "def counted(theta):\n    calls.append(theta)\n    return 2 * theta\n"
        "descend(counted, np.array([1.0]), 0.1, 3)\n"
        "assert len(calls) == 3\n"
        "def halves(theta):\n    theta *= 0.5\n    return theta > 1e9\n"
        "path = descend(halves, np.array([8.0, 4.0]), 1.0, 2)\n"
        "assert np.array_equal(path[-1], [2.0, 1.0]), path\n"
        "try:\n    descend(counted)\nexcept TypeError as error:\n    assert 'missing' in str(error)\n"
        "else:\n    raise AssertionError('no TypeError')\n"
    )
    graded = grader.run(notebook, LIMITS)
    assert outputs(graded, "40_descend-check") == []


def test_warm_processes_end_when_idle_and_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "IDLE", 0.2)
    engine.close_warm()
    with engine.warm_grader() as first:
        pids = [first.student.process.pid, first.judge.process.pid]
    for process in (first.student.process, first.judge.process):
        assert process.wait(30) is not None
    with engine.warm_grader() as second:
        assert {second.student.process.pid, second.judge.process.pid}.isdisjoint(pids)
        second.student.process.kill()
        second.student.process.wait(30)
    with engine.warm_grader() as third:
        assert third is not second, "a killed process is replaced"
        third.student.channel.close()  # its zygote ends, and in peace
        third.student.process.wait(30)
    with engine.warm_grader() as fourth:
        assert fourth is not third, "so is one that has ended"
    engine.close_warm()


def test_the_judge_has_one_thread_and_the_student_no_torch(grader: Grader) -> None:
    for zygote in (grader.student, grader.judge):
        with open(f"/proc/{warm_process(zygote)}/status") as file:
            assert "Threads:\t1\n" in file.read(), f"the {zygote.role} zygote has threads: its forks may hang"
    with open(f"/proc/{warm_process(grader.student)}/maps") as file:
        assert "libtorch" not in file.read()
