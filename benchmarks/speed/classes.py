"""Classes to be graded: who has handed in what, always the same."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import nbformat
from nbgrader.utils import is_solution

from nablabook.build.master import read_course
from nablabook.build.notebook import grade_ids
from nablabook.build.variants import read_variants
from nablabook.proving.workbench import tasks

ROOT = Path(__file__).resolve().parents[2]
#: All of nbgrader's own grading, and seconds enough for its slower cells.
STOCK = '\nc.pop("Autograde", None)\nc.Execute.timeout = 60\n'
SEED = 20

#: Grade id -> what stands in that cell.
Answers = dict[str, str]


def longest() -> str:
    """The notebook with the most cells of code."""

    def cells(name: str) -> int:
        notebook = nbformat.read(ROOT / "source" / name / f"{name}.ipynb", as_version=4)
        return sum(cell.cell_type == "code" for cell in notebook.cells)

    return max((path.name for path in (ROOT / "source").iterdir() if path.is_dir()), key=cells)


def reference(name: str) -> Iterator[Answers]:
    """A class in which everybody has the reference's answers."""
    notebook = nbformat.read(ROOT / "source" / name / f"{name}.ipynb", as_version=4)
    answers = {c.metadata.nbgrader.grade_id: c.source for c in notebook.cells if is_solution(c)}
    while True:
        yield answers


def mixed(name: str) -> Iterator[Answers]:
    """A class in which an answer is the reference, a right one of another kind, a wrong one, or none."""
    (assignment,) = [a for a in read_course(ROOT) if a.name == name]
    draw = random.Random(SEED)
    chosen: dict[str, list[list[str]]] = {}
    for task in tasks(assignment):
        (place,) = [grade_id for cell, grade_id in grade_ids(task.room) if cell is task.answer]
        variants = [v for v in read_variants(task.room) if v.answer in task.names]
        right, wrong = ([v.as_answer(task.answer.source) for v in variants if v.wrong == w] for w in (False, True))
        chosen[place] = [kind for kind in ([task.answer.source], right, wrong, [""]) if kind]
    plain = next(reference(name))
    while True:
        # Half of a class's answers are right as expected, one in twenty is missing.
        weights = (10, 5, 4, 1)
        drawn = {place: draw.choices(kinds, weights[: len(kinds)])[0] for place, kinds in chosen.items()}
        yield {**plain, **{place: draw.choice(kind) for place, kind in drawn.items()}}


def course(folder: Path, name: str, students: list[Answers], stock: bool) -> Path:
    """A course root with the assignment released and a class's work handed in."""
    folder.mkdir()
    shutil.copytree(ROOT / "source" / name, folder / "source" / name)
    config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    (folder / "nbgrader_config.py").write_text(config + (STOCK if stock else ""), encoding="utf-8")
    run([sys.executable, "-m", "nbgrader", "generate_assignment", name], folder)
    released = nbformat.read(folder / "release" / name / f"{name}.ipynb", as_version=4)
    for number, answers in enumerate(students):
        for cell in released.cells:
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
            if grade_id in answers:
                cell.source = answers[grade_id]
        path = folder / "submitted" / f"s{number:04}" / name / f"{name}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(released, path)
    return folder


def run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise click.ClickException(f"{' '.join(command[2:])} failed: {(done.stderr or done.stdout)[-500:]}")


KINDS = {"reference": reference, "mixed": mixed}
