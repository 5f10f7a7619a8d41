"""Are the built stages up to date, and does building touch only what it must?"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from nbformat.v4 import new_notebook

from nablabook.build import stages
from nablabook.build.clear import PROSE_STUB, STUB
from nablabook.cli import main


@pytest.fixture(scope="module")
def expected(root: Path) -> dict[Path, str]:
    return stages.expected_files(root)


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """A course root of one's own."""
    for name in ("course", "source", "release"):
        shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "nbgrader_config.py", tmp_path)
    return tmp_path


def test_what_is_committed_is_what_course_says(root: Path, expected: dict[Path, str]) -> None:
    assert stages.stale(root, expected) == []


def test_building_again_gives_the_same_bytes(root: Path, expected: dict[Path, str]) -> None:
    assert stages.expected_files(root) == expected


def test_a_changed_a_missing_and_a_left_over_notebook_are_named_and_mended(
    copy: Path, expected: dict[Path, str]
) -> None:
    changed, missing = sorted(expected)[:2]
    (copy / changed).write_text("{}", encoding="utf-8")
    (copy / missing).unlink()
    old = copy / "source" / "99_old" / "99_old.ipynb"
    old.parent.mkdir()
    nbformat.write(new_notebook(metadata={"nablabook": {"assignment": "99_old"}}), old)
    left = old.relative_to(copy)
    assert set(stages.stale(copy, expected)) == {changed, missing, left}
    stages.write(copy, expected)
    assert stages.stale(copy, expected) == []
    assert not old.parent.exists()


def test_an_instructors_own_assignment_is_left_alone(copy: Path, expected: dict[Path, str]) -> None:
    own = copy / "source" / "ps1" / "problem1.ipynb"
    own.parent.mkdir()
    nbformat.write(new_notebook(), own)
    stages.write(copy, expected)
    assert own.exists()


def test_what_is_up_to_date_is_not_written_again(copy: Path, expected: dict[Path, str]) -> None:
    before = {path: (copy / path).stat().st_mtime_ns for path in expected}
    assert stages.write(copy, expected) == []
    assert {path: (copy / path).stat().st_mtime_ns for path in expected} == before


def test_the_stub_of_the_configuration_is_the_one_that_the_lint_tries(root: Path) -> None:
    config = stages.read_config(root)
    assert config.ClearSolutions.code_stub == {"python": STUB}
    assert config.ClearSolutions.text_stub == PROSE_STUB


def test_check_exits_1_and_names_the_stale_files(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy)
    stale = "release/01_gradient_descent/01_gradient_descent.ipynb"
    notebook = json.loads((copy / stale).read_text(encoding="utf-8"))
    notebook["cells"].pop()
    (copy / stale).write_text(json.dumps(notebook), encoding="utf-8")
    result = CliRunner().invoke(main, ["build", "--check"])
    assert result.exit_code == 1
    assert result.output == f"{stale} is out of date: run `nablabook build`\n"
    assert CliRunner().invoke(main, ["build"]).exit_code == 0
    assert CliRunner().invoke(main, ["build", "--check"]).exit_code == 0


def test_a_bad_master_is_one_line_and_changes_nothing(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy)
    script = copy / "course" / "01_gradient_descent" / "10_gradient_J" / "exercise.py"
    script.write_text(script.read_text(encoding="utf-8").replace(" points=5", ""), encoding="utf-8")
    before = {path: path.read_bytes() for path in copy.rglob("*.ipynb")}
    result = CliRunner().invoke(main, ["build"])
    assert result.exit_code == 1
    assert result.output.count("\n") == 1
    assert "10_gradient_J/exercise.py:" in result.output
    assert {path: path.read_bytes() for path in copy.rglob("*.ipynb")} == before


def test_outside_of_a_course_root_the_command_says_where_to_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["build"])
    assert result.exit_code == 1
    assert result.output.startswith("Error: this is no course root")
