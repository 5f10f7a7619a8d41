"""The stock lane: nbgrader's own commands, as an instructor types them, on the notebooks of this clone.

A test goes through several commands: each takes seconds to start, and the later ones need the earlier.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from nablabook.demo.classroom import Answers, fill_in

FIRST = "01_gradient_descent"
ALL = sorted(path.name for path in (Path(__file__).parents[2] / "source").glob("[0-9]*"))

#: What fits the input that a student sees, and no other.
CONSTANT = {
    "10_gradient_J-answer": (
        "def gradient_J(theta):\n    return np.array([75.0, 6.0] if theta[0] == 5 else [18.75, 2.5])"
    ),
    "30_descent_step-answer": "def descent_step(theta, grad, lr):\n    return np.array([0.0, -2.5, 2.5])",
    "40_descend-answer": (
        "def descend(gradient, theta0, lr, steps):\n"
        "    if steps == 3:\n"
        "        return np.array([[5.0, 3.0], [2.5, 2.75], [1.25, 2.5], [0.625, 2.25]])\n"
        "    steps = np.arange(6)[:, None]\n"
        "    return np.array([4.0, 1.0, -2.0]) * np.array([0.8, 0.2, 0.6]) ** steps"
    ),
}
#: The right numbers of another exercise.
COPIED = {
    "10_gradient_J-answer": "def gradient_J(theta):\n    return np.array([0.8, 1.2])",
    "20_two_steps-answer": "first_step = [12.0, -2.0]\nsecond_step = [1.92, -2.4]",
    "30_descent_step-answer": "def descent_step(theta, grad, lr):\n    return np.array([12.0, -2.0])",
    "40_descend-answer": "def descend(gradient, theta0, lr, steps):\n    return np.array([[0.8, 1.2], [0.608, 1.44]])",
}

#: How the cells are run: as nbgrader_config.py says, and as nbgrader does it by itself.
EXECUTIONS = ["configured", pytest.param("stock", marks=pytest.mark.slow)]

Command = Callable[..., str]


@pytest.fixture
def course_root(root: Path, tmp_path: Path) -> Path:
    """A course root with nothing but the configuration and the source notebooks."""
    folder = tmp_path / "course root"
    folder.mkdir()
    shutil.copy(root / "nbgrader_config.py", folder)
    shutil.copytree(root / "source", folder / "source")
    return folder


@pytest.fixture
def nbgrader(course_root: Path, tmp_path: Path) -> Command:
    """Runs `nbgrader` with some words in the course root; what it prints on stdout. It has to succeed."""
    # Neither what stands in the home of whoever runs the tests, nor what they do there, is part of them.
    environment = {**os.environ, "JUPYTER_CONFIG_DIR": str(tmp_path / "config"), "PYTHONIOENCODING": "utf-8"}

    def command(*words: str) -> str:
        run = subprocess.run(
            [sys.executable, "-m", "nbgrader", *words],
            cwd=course_root,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )
        assert run.returncode == 0, run.stderr
        return run.stdout

    return command


def choose(execution: str, course_root: Path) -> None:
    """Have the cells run in one of the EXECUTIONS."""
    if execution == "stock":
        with (course_root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
            config.write('\nc.pop("Autograde", None)\n')


def notebook(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)


def cells(path: Path, kind: str) -> list[NotebookNode]:
    """The cells of a notebook that nbgrader counts as graded ("grade") or as the student's ("solution")."""
    return [cell for cell in notebook(path).cells if cell.metadata.get("nbgrader", {}).get(kind)]


def automatic(path: Path) -> list[NotebookNode]:
    """The cells that a machine grades."""
    return [cell for cell in cells(path, "grade") if not cell.metadata.nbgrader.solution]


def hand_in(course_root: Path, student: str, answers: Answers) -> None:
    """The released notebook with these answers, as this student's submission."""
    filled = fill_in(notebook(course_root / "release" / FIRST / f"{FIRST}.ipynb"), answers)
    folder = course_root / "submitted" / student / FIRST
    folder.mkdir(parents=True)
    nbformat.write(filled, folder / f"{FIRST}.ipynb")


def exported(course_root: Path) -> dict[str, dict[str, str]]:
    """The rows of grades.csv by student."""
    with (course_root / "grades.csv").open(encoding="utf-8", newline="") as file:
        return {row["student_id"]: row for row in csv.DictReader(file)}


def only_first_is_quick(names: list[str]) -> list:
    return [name if name == FIRST else pytest.param(name, marks=pytest.mark.slow) for name in names]


@pytest.mark.parametrize("name", only_first_is_quick(ALL))
def test_validate_tells_of_every_unsolved_exercise_and_of_nothing_else(name, root, course_root, nbgrader):
    path = shutil.copy(root / "release" / name / f"{name}.ipynb", course_root)
    said = nbgrader("validate", path)
    checks, graded = automatic(path), cells(path, "grade")
    assert f"VALIDATION FAILED ON {len(graded)} CELL(S)!" in said
    # A check that asks several things says each of them.
    assert len([line for line in said.splitlines() if line.strip().startswith("Not started ·")]) == len(checks)
    assert said.count("You did not provide a response.") == len(graded) - len(checks)
    for internals in ("Traceback", "site-packages", "nablabook/", "File "):
        assert internals not in said


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL)
def test_validate_passes_the_source_notebook(name, course_root, nbgrader):
    path = course_root / "source" / name / f"{name}.ipynb"
    assert nbgrader("validate", str(path)) == "Success! Your notebook passes all the tests.\n"


@pytest.mark.parametrize("execution", EXECUTIONS)
def test_the_reference_earns_all_automatic_points_and_the_blank_none(execution, course_root, nbgrader):
    choose(execution, course_root)
    source = course_root / "source" / FIRST / f"{FIRST}.ipynb"
    best = sum(cell.metadata.nbgrader.points for cell in automatic(source))
    most = sum(cell.metadata.nbgrader.points for cell in cells(source, "grade"))
    reference = {cell.metadata.nbgrader.grade_id: cell.source for cell in cells(source, "solution")}

    nbgrader("generate_assignment", FIRST)
    hand_in(course_root, "reference", reference)
    hand_in(course_root, "blank", {})
    nbgrader("autograde", FIRST)
    nbgrader("generate_feedback", FIRST)
    nbgrader("export")

    rows = exported(course_root)
    assert {student: float(row["score"]) for student, row in rows.items()} == {"reference": best, "blank": 0}
    assert {float(row["max_score"]) for row in rows.values()} == {most}
    for student, score in (("reference", best), ("blank", 0)):
        page = (course_root / "feedback" / student / FIRST / f"{FIRST}.html").read_text(encoding="utf-8")
        assert f"<strong>{score:g}</strong> of {most:g} points" in page


@pytest.mark.parametrize("execution", EXECUTIONS)
def test_constants_and_copied_numbers_earn_nothing(execution, course_root, nbgrader):
    choose(execution, course_root)
    nbgrader("generate_assignment", FIRST)
    hand_in(course_root, "constant", CONSTANT)
    hand_in(course_root, "copied", COPIED)
    nbgrader("autograde", FIRST)
    nbgrader("export")

    rows = exported(course_root)
    assert {student: float(row["score"]) for student, row in rows.items()} == {"constant": 0, "copied": 0}
    # Not the visible part but the hidden tests refuse an answer that fits the visible input alone.
    for cell in automatic(course_root / "autograded" / "constant" / FIRST / f"{FIRST}.ipynb"):
        if cell.metadata.nbgrader.grade_id.replace("-check", "-answer") in CONSTANT:
            said = [output.evalue for output in cell.outputs if output.output_type == "error"]
            assert len(said) == 1
            assert "hidden test (" in said[0]
