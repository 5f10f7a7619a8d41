"""A judge's warm process that begins as a fork of a student's: neither lacks anything, nor has the other's."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from nablabook.grading.engine import Grader, Shared
from nablabook.grading.processes import GraderError, Zygote
from nablabook.grading.starting import Branch, Program, Twin

from .submissions import full_marks, planned, scores, with_reference

SECRET, NO_TEXT = "NABLABOOK_TEST_SECRET", "NABLABOOK_TEST_NO_TEXT"


@pytest.fixture
def both(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Branch, Program]]:
    monkeypatch.setenv(SECRET, "in the course's environment")
    monkeypatch.setenv(NO_TEXT, os.fsdecode(b"\xff"))
    for number in range(10):
        monkeypatch.setenv(f"NABLABOOK_TEST_LONG_{number}", "x" * 100_000)
    judges = Branch()
    students = Program("student", confined=True, shared=True, branch=judges)
    yield judges, students
    judges.close()
    students.process.kill()
    students.close()


def said(twin: Zygote, folder: Path, source: str) -> str:
    """What a cell puts out that is run in a fork of a twin."""
    if not twin.pid:
        twin.wait_until_ready()
    fork = twin.fork(str(folder))
    message = {"op": "run", "source": source, "count": 1, "caps": {}, "silent": False}
    of_judges = {"names": [], "place": 0, "seconds": 10, "memory": "", "kept": None}
    outputs = fork.ask({**message, **of_judges}, 20)["outputs"]
    fork.end()
    return "".join(output.get("text", str(output)) for output in outputs)


def test_both_grade(both: tuple[Branch, Program]) -> None:
    grader = Grader(unconfined=True, shared=Shared(both[0].channel))
    assert scores(grader.run(planned(with_reference()))) == full_marks()
    grader.close()


def test_the_judge_has_the_environment_and_the_student_no_trace_of_it(
    both: tuple[Branch, Program], tmp_path: Path
) -> None:
    source = f"import os\nprint(os.environ.get({SECRET!r}), {SECRET!r} in open('/proc/self/environ').read())"
    with closing(Twin("judge", both[0].channel)) as judge, closing(Twin("student", both[1].channel)) as student:
        assert said(judge, tmp_path, source) == "in the course's environment False\n"
        assert said(student, tmp_path, source) == "None False\n"
        assert said(judge, tmp_path, f"import os\nprint(os.environb[{NO_TEXT.encode()!r}])") == "b'\\xff'\n"


def test_the_student_s_has_no_torch_and_the_judge_has_all(both: tuple[Branch, Program], tmp_path: Path) -> None:
    source = "import sys\nprint('torch._C' in sys.modules, type(sys.modules['torch']).__name__)"
    with closing(Twin("judge", both[0].channel)) as judge, closing(Twin("student", both[1].channel)) as student:
        assert said(judge, tmp_path, source) == "True module\n"
        assert said(student, tmp_path, source) == "False NoTorch\n"


#: What a process has open, and the memory that others see when it writes there.
HELD = """
import os
held = []
for number in os.listdir("/proc/self/fd"):
    try:
        held.append(os.readlink(f"/proc/self/fd/{number}").partition("[")[0])
    except FileNotFoundError:  # the folder itself, which is read no more
        pass
print(sorted(held), [line for line in open("/proc/self/maps") if "w" in line.split()[1] and "s" in line.split()[1]])
"""


def test_neither_holds_anything_that_the_other_has(both: tuple[Branch, Program], tmp_path: Path) -> None:
    """It has the channel that a notebook is served on: none of its zygote's, nor of that one's first."""
    with closing(Twin("judge", both[0].channel)) as judge, closing(Twin("student", both[1].channel)) as student:
        nothing = ["/dev/null"] * 3
        assert said(judge, tmp_path, HELD) == said(student, tmp_path, HELD) == f"{[*nothing, 'socket:']} []\n"


@pytest.mark.parametrize("ready", [False, True])
def test_it_ends_with_the_student_s(both: tuple[Branch, Program], ready: bool) -> None:
    if ready:
        with closing(Twin("judge", both[0].channel)) as twin:
            twin.wait_until_ready()
    end = time.monotonic() + 60
    while not (children := psutil.Process(both[1].process.pid).children()):
        assert time.monotonic() < end
        time.sleep(0.01)
    both[1].process.kill()
    both[1].process.wait()
    psutil.wait_procs(children, 10)
    assert not any(child.is_running() for child in children)
    if ready:
        with closing(Twin("judge", both[0].channel)) as late, pytest.raises(GraderError, match="does not start"):
            late.wait_until_ready()
