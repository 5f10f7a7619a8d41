"""A small course with a class that has handed in, and what a grader has made of it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from ..attacks import course
from ..attacks.scene import PLACES

NAME = course.NAME
ANSWER = "10_gradient_J-answer"
WRONG = "def gradient_J(theta):\n    return np.array([0.0, 0.0])\n"
LOOPS = "def gradient_J(theta):\n    while True:\n        pass\n"


def template(folder: Path) -> Path:
    """A course root with its assignment released, and nobody's work."""
    folder.mkdir()
    course.make(folder, {place: f"({place})" for place in PLACES})
    return folder


def class_root(made: Path, folder: Path, answers: dict[str, dict[str, str]]) -> Path:
    """A copy of a template in which students have handed in the reference's answers, but for these."""
    shutil.copytree(made, folder)
    with (folder / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(course.own_lines(folder))
    for student, changed in answers.items():
        hand_in(folder, student, changed)
    return folder


def hand_in(root: Path, student: str, changed: dict[str, str]) -> Path:
    """One student's notebook; an answer that isn't changed is the reference's."""
    notebook = json.loads((root / "release" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    answers = {**course.reference(root), **changed}
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        cell["source"] = answers.get(name, cell["source"])
    folder = root / "submitted" / student / NAME
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{NAME}.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def stamp(root: Path, student: str, time: str) -> None:
    """Say when it was handed in."""
    (root / "submitted" / student / NAME / "timestamp.txt").write_text(f"{time}\n", encoding="utf-8")


def nbgrader(root: Path, *words: str) -> subprocess.CompletedProcess:
    """An nbgrader command in the course root."""
    return _run([sys.executable, "-m", "nbgrader", *words], root)


def ours(root: Path, *words: str) -> subprocess.CompletedProcess:
    """`nablabook autograde` in the course root."""
    return _run([sys.executable, "-W", "error", "-m", "nablabook.cli", "autograde", *words], root)


def _run(command: list[str], root: Path) -> subprocess.CompletedProcess:
    return subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL)


def rows(root: Path) -> list[tuple]:
    """Every student, submission, grade and comment in the gradebook, in nbgrader's own columns."""
    found: list[tuple] = []
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as book:
        found += [("student", s.id, s.first_name, s.last_name) for s in book.students]
        for submitted in book.assignment_submissions(NAME):
            who = submitted.student_id
            found.append((who, "submission", str(submitted.timestamp), submitted.total_seconds_late, submitted.score))
            for notebook in submitted.notebooks:
                found.append((who, "notebook", notebook.name, notebook.late_submission_penalty, notebook.score))
                for g in notebook.grades:
                    columns = (g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade, g.max_score)
                    found.append((who, "grade", g.name, *columns))
                found += [(who, "comment", c.name, c.auto_comment, c.manual_comment) for c in notebook.comments]
    return sorted(found, key=repr)


def files(root: Path) -> dict[str, object]:
    """Path below autograded/ -> its permissions and what stands in it."""
    found: dict[str, object] = {}
    for path in sorted((root / "autograded").rglob("*")):
        kind = oct(path.stat().st_mode)
        content = (
            nbformat.read(path, as_version=4) if path.suffix == ".ipynb" else path.is_file() and path.read_bytes()
        )
        found[str(path.relative_to(root))] = (kind, content)
    return found
