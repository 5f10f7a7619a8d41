"""Does `nablabook autograde` write what `nbgrader autograde` writes, and lose nothing whatever happens?"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from nablabook.autograde.pool import Pool

from . import classroom
from .classroom import ANSWER, LOOPS, NAME, WRONG, class_root, files, hand_in, nbgrader, ours, rows, stamp


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return classroom.template(tmp_path_factory.mktemp("template") / "course")


def mixed(root: Path) -> None:
    """Students of every kind, the late, the careless and the damaged among them."""
    hand_in(root, "blank", dict.fromkeys(classroom.course.reference(root), ""))
    hand_in(root, "late", {})
    stamp(root, "late", "2026-03-01 12:00:00 UTC")
    hand_in(root, "loops", {ANSWER: LOOPS})
    hand_in(root, "wrong", {ANSWER: WRONG})
    hand_in(root, "unfinished", {ANSWER: "def gradient_J(theta)\n    return"})
    hand_in(root, "damaged", {}).write_text("{ no notebook", encoding="utf-8")
    path = hand_in(root, "removed", {})
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"] = notebook["cells"][5:]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    (hand_in(root, "more", {}).parent / "notes.txt").write_text("mine", encoding="utf-8")
    (hand_in(root, "unknown", {}).parent / "other.ipynb").write_text(path.read_text("utf-8"), encoding="utf-8")
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as book:
        book.update_or_create_assignment(NAME, duedate="2026-02-28 12:00:00 UTC")


def graded_by_hand(root: Path) -> None:
    """A person has given points to somebody who is then graded again."""
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as book:
        grade = book.find_grade("10_gradient_J-check", NAME, NAME, "wrong")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 2.0, 0.5, False
        book.find_comment(ANSWER, NAME, NAME, "wrong").manual_comment = "well meant"
        book.db.commit()


def test_rows_and_files_are_those_of_nbgrader(made: Path, tmp_path: Path) -> None:
    stock, own = (class_root(made, tmp_path / name, {"good": {}}) for name in ("stock", "own"))
    penalty = "\nc.AssignLatePenalties.plugin_class = 'tests.autograde.late.HalfOff'\n"
    for root in (stock, own):
        mixed(root)
        with (root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
            config.write(f"import sys\nsys.path.insert(0, {str(Path(__file__).parents[2])!r})\n{penalty}")
    done = nbgrader(stock, "autograde", NAME)
    assert done.returncode == 0, done.stderr[-2000:]
    done = ours(own, NAME, "--jobs", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == "10 graded, 2 repaired, 1 with cells that ran too long\n"
    assert rows(own) == rows(stock)
    assert files(own) == files(stock)
    # Once more, over what a person has done.
    for root in (stock, own):
        graded_by_hand(root)
        hand_in(root, "wrong", {})
    assert nbgrader(stock, "autograde", NAME, "--student", "wrong", "--force").returncode == 0
    assert ours(own, NAME, "--student", "wrong", "--force").returncode == 0
    assert rows(own) == rows(stock)
    assert files(own) == files(stock)


def test_what_was_graded_is_left_alone_until_it_is_handed_in_again(made: Path, tmp_path: Path) -> None:
    root = class_root(made, tmp_path / "course", {"a": {}, "b": {ANSWER: WRONG}})
    for student in "ab":
        stamp(root, student, "2026-01-01 12:00:00 UTC")
    assert ours(root, NAME).stdout == "2 graded\n"
    before = files(root)
    assert ours(root, NAME).stdout == "0 graded, 2 graded before (--force grades them again)\n"
    assert files(root) == before
    hand_in(root, "b", {})
    stamp(root, "b", "2026-01-02 12:00:00 UTC")
    assert ours(root, NAME).stdout == "1 graded, 1 graded before (--force grades them again)\n"
    assert {row[-1] for row in rows(root) if row[0] == "a" and row[1] == "submission"} == {
        row[-1] for row in rows(root) if row[0] == "b" and row[1] == "submission"
    }


def test_an_id_is_a_name_and_no_pattern(made: Path, tmp_path: Path) -> None:
    students = ["[0-9]*", "a\nb", "with blanks and ünïcödé", "-f", "{nbgrader_step}", "a'b\"c"]
    root = class_root(made, tmp_path / "course", {"0": {ANSWER: WRONG}, **{student: {} for student in students}})
    done = ours(root, NAME)
    assert done.stdout == "7 graded\n", done.stdout + done.stderr
    checks = {row[0]: row[3] for row in rows(root) if row[2] == "10_gradient_J-check"}
    assert checks["0"] == 0
    for student in students:
        assert checks[student] > 0
        assert (root / "autograded" / student / NAME / f"{NAME}.ipynb").is_file()


def test_whoever_gets_no_verdict_is_named_with_the_reason(made: Path, tmp_path: Path) -> None:
    root = class_root(made, tmp_path / "course", {"good": {}, "empty": {}, "other": {}})
    (root / "submitted" / "empty" / NAME / f"{NAME}.ipynb").unlink()
    path = root / "submitted" / "other" / NAME / f"{NAME}.ipynb"
    path.rename(path.with_name("my solution.ipynb"))
    done = ours(root, NAME)
    assert done.returncode == 1
    first, *lines = done.stdout.splitlines()
    assert first == "1 graded, 2 without a verdict"
    assert lines == [
        f"no verdict for {s!r}: {root}/submitted/{s}/{NAME} holds no {NAME}.ipynb" for s in ("empty", "other")
    ]
    assert not (root / "autograded" / "other").exists()


WORDS = [
    ((), 2, "Missing argument 'ASSIGNMENT'"),
    (("02_nothing",), 1, f"the gradebook has no assignment 02_nothing: there are: {NAME}"),
    ((NAME, "--student", "zoe"), 1, "no submission of zoe for"),
    ((NAME, "--jobs", "0"), 2, "0 is not in the range"),
]


@pytest.mark.parametrize(("words", "code", "line"), WORDS)
def test_a_wrong_argument_gets_a_line(made: Path, tmp_path: Path, words: tuple, code: int, line: str) -> None:
    done = ours(class_root(made, tmp_path / "course", {"a": {}}), *words)
    assert done.returncode == code
    assert line in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_a_course_that_is_not_ready_gets_a_line(made: Path, tmp_path: Path) -> None:
    def last(root: Path) -> str:
        done = ours(root, NAME)
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 1
        return done.stderr

    root = class_root(made, tmp_path / "course", {})
    assert "nobody has handed in" in last(root)
    hand_in(root, "a", {})
    source = root / "source" / NAME / f"{NAME}.ipynb"
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("check.gradient", "check. gradient", 1), encoding="utf-8")
    assert f"run `nbgrader generate_assignment {NAME} --force`" in last(root)
    source.unlink()
    assert "run `nablabook build`" in last(root)
    source.write_text(text, encoding="utf-8")
    (root / "gradebook.db").write_text("no database at all, and long enough to be taken for one" * 9)
    assert "the gradebook at sqlite:" in last(root)
    (root / "gradebook.db").unlink()
    assert f"`nbgrader generate_assignment {NAME} --force` has not been run yet" in last(root)


def wait_for(what: Callable[[], bool], seconds: float = 240) -> None:
    """A machine that is busy takes long: the limit is for what never comes."""
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.02)


@contextmanager
def started(root: Path, *words: str, scratch: Path) -> Iterator[subprocess.Popen]:
    """Our command in a process group of its own; where the test fails, what it said so far, and its end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "nablabook.cli", "autograde", NAME, *words],
        cwd=root,
        env={**os.environ, "TMPDIR": str(scratch)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    try:
        yield process
    except BaseException:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        print(*process.communicate(), sep="\n")
        raise


@pytest.fixture
def scratch() -> Iterator[Path]:
    """A folder for temporary files whose name leaves room for a socket's, as pytest's own don't always."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def test_a_folder_for_temporary_files_with_too_long_a_name_gets_a_line(made: Path, tmp_path: Path) -> None:
    root = class_root(made, tmp_path / "course", {"a": {}})
    long = tmp_path / ("long" * 20)
    long.mkdir()
    with started(root, scratch=long) as process:
        _, err = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "TMPDIR is longer than" in err
    assert "Traceback" not in err


def test_ctrl_c_keeps_what_is_done_and_the_next_run_goes_on(made: Path, tmp_path: Path, scratch: Path) -> None:
    answers = {f"s{k}": {} if k < 3 else {ANSWER: LOOPS} for k in range(5)}
    root = class_root(made, tmp_path / "course", answers)
    with started(root, "--jobs", "1", scratch=scratch) as process:
        wait_for(lambda: (root / "autograded" / "s2").is_dir())
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "Interrupted. What is graded is kept" in out
    assert "Traceback" not in err
    wait_for(lambda: not _members(process.pid))
    assert [path.name for path in scratch.iterdir() if path.name.startswith("nablabook")] == []
    kept = sorted(path.name for path in (root / "autograded").iterdir())
    assert "s4" not in kept
    assert {"s0", "s1", "s2"} <= set(kept)
    assert {row[0] for row in rows(root) if row[1] == "grade"} - {"000-earlier"} == set(kept)
    again = ours(root, NAME)
    assert again.returncode == 0, again.stderr
    whole = class_root(made, tmp_path / "whole", answers)
    ours(whole, NAME)
    assert rows(whole) == rows(root)
    assert files(whole) == files(root)


def _members(group: int) -> list[str]:
    """Processes of a process group."""
    found = subprocess.run(["ps", "-o", "pid=,args=", "-g", str(group)], capture_output=True, encoding="utf-8")
    return [line for line in found.stdout.splitlines() if "defunct" not in line]


def test_a_second_run_waits_for_nobody(made: Path, tmp_path: Path) -> None:
    from filelock import FileLock

    from nablabook.autograde.run import LOCK

    root = class_root(made, tmp_path / "course", {"a": {}})
    with FileLock(root / LOCK):
        done = ours(root, NAME)
    assert done.returncode == 1
    assert "another `nablabook autograde` is at work" in done.stderr


def test_a_looping_submission_delays_no_other(made: Path, tmp_path: Path, scratch: Path) -> None:
    root = class_root(made, tmp_path / "course", {"a": {ANSWER: LOOPS}, **{f"b{k}": {} for k in range(6)}})
    with (root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write("c.ExecuteApart.cell_timeout = 20\nc.ExecuteApart.notebook_timeout = 60\n")
    with started(root, "--jobs", "2", scratch=scratch) as process:
        wait_for(lambda: (root / "autograded" / "b5").is_dir())
        assert not (root / "autograded" / "a").exists()
        process.communicate(timeout=240)
    assert process.returncode == 0
    assert (root / "autograded" / "a").is_dir()


def test_a_worker_that_dies_takes_no_submission_along(made: Path, tmp_path: Path) -> None:
    from nablabook.autograde import run
    from nablabook.autograde.work import Job, Setting

    root = class_root(made, tmp_path / "course", {f"s{k}": {} for k in range(5)})
    with run._in(root), run._nbgrader() as app:
        app.coursedir.assignment_id = NAME
        ledger = run._open(app.coursedir)
        setting = Setting(app.config, app.coursedir.root, run._known(ledger, app.coursedir, NAME))
        ledger.close()
    pool = Pool(setting, 2)
    jobs = [Job(f"s{k}", NAME, (str(root / "submitted" / f"s{k}" / NAME / f"{NAME}.ipynb"),)) for k in range(5)]
    results = pool.results(jobs)
    done = [next(results)]
    os.kill(pool._pids.get(), signal.SIGKILL)
    done += list(results)
    pool.close()
    assert sorted(d.student for d in done) == [f"s{k}" for k in range(5)]
    assert [d.why_not for d in done] == [""] * 5
