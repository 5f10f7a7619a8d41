"""The demo as a whole: what it refuses, what it never touches, and one run from nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from nablabook.demo.__main__ import main
from nablabook.demo.classroom import BLANK, REFERENCE, STUDENTS, Student, Submission
from nablabook.demo.marks import Mark, Result
from nablabook.demo.pipeline import MARK, DemoError, Stages
from nablabook.demo.run import check


@pytest.fixture
def clone(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course root of its own, and the place where the commands are typed."""
    folder = tmp_path / "clone"
    shutil.copytree(root / "course", folder / "course", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "nbgrader_config.py", folder)
    monkeypatch.chdir(folder)
    return folder


def fails(*arguments: str) -> str:
    """The one line that the demo, run with these arguments, ends with."""
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    line = result.output.strip().splitlines()[-1]
    assert line.startswith("Error: ")
    return line


def test_an_unknown_assignment_is_one_line_that_names_the_known(clone: Path):
    (clone / "demo").mkdir()
    (clone / "demo" / MARK).touch()
    assert "no assignment '99_nothing' in course/ (there are: 0" in fails("--assignment", "99_nothing")
    assert (clone / "demo" / MARK).exists()


def test_a_folder_that_no_demo_made_is_left_alone(clone: Path):
    mine = clone / "demo" / "thesis.txt"
    mine.parent.mkdir()
    mine.write_text("three years of work")
    assert "demo/ exists, and no demo made it" in fails()
    assert mine.read_text() == "three years of work"


def test_a_demo_that_is_a_link_is_left_alone(clone: Path, tmp_path: Path):
    (tmp_path / MARK).touch()
    try:
        (clone / "demo").symlink_to(tmp_path, target_is_directory=True)
    except OSError:
        pytest.skip("this system lets its users make no links")
    assert "demo/ exists, and no demo made it" in fails()
    assert (tmp_path / MARK).exists()


def test_a_broken_configuration_is_one_line(clone: Path):
    (clone / "nbgrader_config.py").write_text("c = get_config(\n")
    assert "nbgrader_config.py can't be read: SyntaxError" in fails()


def test_a_broken_master_is_one_line_with_its_place(clone: Path):
    script = sorted(clone.glob("course/*/*/exercise.py"))[0]
    script.write_text('# %% role="wisdom"\n')
    assert "exercise.py:1: unknown role 'wisdom'" in fails()


def test_the_demo_keeps_to_its_folder_whatever_the_configuration_says(clone: Path):
    with (clone / "nbgrader_config.py").open("a") as config:
        config.write('c.CourseDirectory.root = "/somewhere"\nc.CourseDirectory.db_url = "postgresql://grades/real"\n')
    stages = Stages(clone, clone / "demo")
    assert stages.config.CourseDirectory.root == str(clone / "demo")
    assert stages.config.CourseDirectory.db_url == f"sqlite:///{clone / 'demo' / 'gradebook.db'}"


def test_a_demo_is_made_anew(clone: Path):
    Stages(clone, clone / "demo")
    (clone / "demo" / "left_over.txt").touch()
    Stages(clone, clone / "demo")
    assert sorted(path.name for path in (clone / "demo").iterdir()) == [MARK, "nbgrader_config.py"]


def result(story: str, points: float | None) -> Result:
    return Result(
        Submission(Student("ada", "Ada", "Lind"), story, {}), (Mark("slope", points, 4), Mark("why", None, 2))
    )


def test_the_demo_checks_its_own_grades():
    check([result(REFERENCE, 4), result("a mix of mistakes", 2), result(BLANK, 0)])
    with pytest.raises(DemoError, match="Ada Lind handed in the reference and got 3 of 4 points"):
        check([result(REFERENCE, 3)])
    with pytest.raises(DemoError, match="Ada Lind handed in nothing and got 1 of 4 points"):
        check([result(BLANK, 1)])


@pytest.mark.slow
def test_a_class_from_nothing(clone: Path):
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100"}
    run = subprocess.run(
        [sys.executable, "-m", "nablabook.demo", "--assignment", "01_gradient_descent"],
        cwd=clone,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=900,
    )
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    for student in STUDENTS:
        assert f"Autograde {student.name}" in run.stdout
        assert f"│ {student.name}" in run.stdout
        for stage, kind in (("feedback", "html"), ("autograded", "ipynb")):
            page = clone / "demo" / stage / student.id / "01_gradient_descent" / f"01_gradient_descent.{kind}"
            assert page.stat().st_size > 1000
    for words in (
        "The sign of entry [1] is wrong.",
        "SyntaxError: expected ':'",
        "ModuleNotFoundError: No module named 'numpi'",
        "our code ran longer than",
        "What to open next:",
        "make lab",
    ):
        assert words in " ".join(run.stdout.split()), words
    assert sorted(path.name for path in clone.iterdir()) == ["course", "demo", "nbgrader_config.py"]
