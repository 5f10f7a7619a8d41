"""Is a notebook graded the same whether or not its like was graded before?"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbformat import NotebookNode

from nablabook.checks import older
from nablabook.grading.engine import Grader
from nablabook.grading.memory import start_of
from nablabook.grading.plan import repair

from .submissions import ALL, full_marks, reference_answers, scores, source, submission, with_reference
from .test_parity import packed

SEED = 4


@pytest.fixture(scope="module")
def forgetful() -> Iterator[Grader]:
    grader = Grader(unconfined=True, remembers=False)
    yield grader
    grader.close()


@pytest.fixture
def grader() -> Iterator[Grader]:
    grader = Grader(unconfined=True)
    yield grader
    grader.close()


def outputs(notebook: NotebookNode) -> list:
    """What every cell shows; figures and cards to the last byte."""
    return [(cell.get("execution_count"), cell.get("outputs")) for cell in notebook.cells]


def shown(grader: Grader, answers: NotebookNode, name: str) -> list:
    return outputs(grader.run(repair(source(name), answers).notebook))


@pytest.mark.parametrize("name", ALL)
def test_notebooks_are_the_same_with_and_without_a_memory(grader: Grader, forgetful: Grader, name: str) -> None:
    classes = packed(name)
    chosen = [classes[0], *random.Random(SEED).sample(classes[1:], 2)]
    print("seed", SEED)
    for answers in (*chosen, *chosen):
        handed_in = submission(answers, name)
        mine, theirs = shown(grader, handed_in, name), shown(forgetful, handed_in, name)
        for (count, some), (other_count, others) in zip(mine, theirs, strict=True):
            assert count == other_count
            if "seconds" not in str(some) and " ms" not in str(some):  # a cell that measures time
                assert some == others


def test_what_one_grader_has_heard_another_knows(tmp_path: Path) -> None:
    kept = []
    for _ in range(2):
        grader = Grader(unconfined=True, memory=str(tmp_path))
        grader.run(repair(source(), with_reference()).notebook)
        grader.close()
        kept.append({path.name for path in tmp_path.iterdir()})
    assert kept[0] == kept[1]
    assert len(kept[0]) > 10


def test_a_cell_that_failed_matters_to_those_that_name_what_it_binds(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(*failed: str) -> str | None:
        monkeypatch.setattr(older, "_failed", set(failed))
        return start_of({"source": "check.values(f, like=g)", "names": ["f"], "caps": {}}, {"g": 1, "check": 2})

    assert start() == start("rng", "h") != start("f", "rng") == start("f")


COUNTS = """calls = [0]
def gradient_J(theta):
    calls[0] += 1
    right = np.array([3 * theta[0] ** 2, -2 * theta[1]])
    return right if calls[0] < {} else right + 1
"""


def test_an_answer_that_changes_in_the_middle_gets_its_own_verdict(grader: Grader, forgetful: Grader) -> None:
    for most in (100, 1, 2, 3, 100, 4, 5, 2):
        handed_in = with_reference(_10_gradient_J_answer=COUNTS.format(most))
        planned = repair(source(), handed_in).notebook
        with_memory = grader.run(repair(source(), handed_in).notebook)
        without = forgetful.run(planned)
        assert scores(with_memory) == scores(without)
        assert outputs(with_memory) == outputs(without)


def test_an_answer_that_comes_too_late_is_not_remembered_as_one_in_time(grader: Grader) -> None:
    slow = "import time\ndef gradient_J(theta):\n    time.sleep(60)\n"
    right = with_reference()
    assert sum(scores(grader.run(repair(source(), right).notebook)).values()) > 0
    from nablabook.grading.cells import Limits

    late = grader.run(repair(source(), with_reference(_10_gradient_J_answer=slow)).notebook, Limits(cell=1))
    assert scores(late)["10_gradient_J-check"] == 0
    again = grader.run(repair(source(), right).notebook)
    assert scores(again)["10_gradient_J-check"] > 0


def test_a_memory_that_is_damaged_costs_only_time(grader: Grader, forgetful: Grader) -> None:
    from pathlib import Path

    right = with_reference()
    grader.run(repair(source(), right).notebook)
    for number, path in enumerate(sorted(Path(grader.memory).iterdir())):
        path.write_bytes(b"" if number % 2 else b"\x93nonsense")
    assert outputs(grader.run(repair(source(), right).notebook)) == shown(forgetful, right, "01_gradient_descent")


def test_a_process_that_is_always_lost_is_not_remembered_as_everybodys(grader: Grader) -> None:
    dies = "import os\ndef gradient_J(theta):\n    return theta\nos._exit(1)\n"
    everywhere = dict.fromkeys(reference_answers(), dies)
    lost = grader.run(repair(source(), submission(everywhere)).notebook)
    assert sum(scores(lost).values()) == 0
    assert scores(grader.run(repair(source(), with_reference()).notebook)) == full_marks()
