"""Does our grader write into the gradebook what nbgrader's own writes, row by row, for every variant of every room?

The k-th variant of every room stands in one submission, so that few submissions hold them all.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from nablabook.build.master import read_course
from nablabook.build.notebook import grade_ids
from nablabook.build.variants import read_variants
from nablabook.proving.workbench import tasks

from .submissions import ALL, ROOT, submission


def packed(name: str) -> list[dict[str, str]]:
    """Submissions as grade id -> answer: the k-th variant of every task, in turn where a room has fewer."""
    (assignment,) = [a for a in read_course(ROOT) if a.name == name]
    answers: dict[str, list[str]] = {}
    for task in tasks(assignment):
        found = [v.as_answer(task.answer.source) for v in read_variants(task.room) if v.answer in task.names]
        (place,) = [grade_id for cell, grade_id in grade_ids(task.room) if cell is task.answer]
        answers[place] = found
    most = max(map(len, answers.values()))
    return [{name: found[k % len(found)] for name, found in answers.items()} for k in range(most)]


def course_root(folder: Path, name: str, stock: bool, submissions: dict[str, dict[str, str]]) -> Path:
    """A course root with its assignment released and the submissions handed in."""
    shutil.copytree(ROOT / "source", folder / "source")
    config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    if stock:  # all of nbgrader's own grading
        config += '\nc.pop("Autograde", None)\nc.Execute.timeout = 60\n'
    (folder / "nbgrader_config.py").write_text(config, encoding="utf-8")
    for student, answers in submissions.items():
        place = folder / "submitted" / student / name
        place.mkdir(parents=True)
        nbformat.write(submission(answers, name), place / f"{name}.ipynb")
        (place / "timestamp.txt").write_text("2026-01-02 03:04:05 UTC", encoding="utf-8")
    nbgrader(folder, "generate_assignment", name)
    return folder


def nbgrader(folder: Path, command: str, name: str) -> None:
    arguments = [sys.executable, "-m", "nbgrader", command, name]
    done = subprocess.run(arguments, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr[-2000:]


def rows(folder: Path, name: str) -> list[tuple]:
    """Every grade, comment and submission in the gradebook, in nbgrader's own columns."""
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}", "nablabook") as book:
        found: list[tuple] = []
        for submitted in book.assignment_submissions(name):
            student = submitted.student_id
            found.append((student, "submission", str(submitted.timestamp), submitted.total_seconds_late))
            for notebook in submitted.notebooks:
                found.append((student, "notebook", notebook.name, notebook.late_submission_penalty))
                for g in notebook.grades:
                    columns = (g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade, g.score)
                    found.append((student, "grade", g.name, *columns))
                found += [(student, "comment", c.name, c.auto_comment, c.manual_comment) for c in notebook.comments]
    return sorted(found, key=repr)


def compare(tmp_path: Path, name: str, chosen: list[dict[str, str]]) -> None:
    submissions = {f"student{k:02}": answers for k, answers in enumerate(chosen)}
    ours, stock = (course_root(tmp_path / lane, name, lane == "stock", submissions) for lane in ("ours", "stock"))
    for folder in (ours, stock):
        nbgrader(folder, "autograde", name)
    assert rows(ours, name) == rows(stock, name)
    assert len(rows(ours, name)) > 4 * len(chosen)


@pytest.mark.parametrize("name", ALL)
def test_a_sample_of_variants_is_graded_as_by_stock(tmp_path: Path, name: str) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    compare(tmp_path, name, random.Random(seed).sample(packed(name), 1))


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL)
def test_every_variant_is_graded_as_by_stock(tmp_path: Path, name: str) -> None:
    compare(tmp_path, name, packed(name))
