"""A small course for the attacks: the first exercises of notebook 01 without figures, an essay, and secrets in it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from nablabook.build.master import read_course
from nablabook.build.notebook import as_text, build_notebook

ROOT = Path(__file__).resolve().parents[2]
NAME = "01_gradient_descent"
ROOMS = ("00_opening", "10_gradient_J", "20_two_steps", "30_descent_step", "40_descend")
#: The number that stands in a hidden test, and nowhere else.
HIDDEN_NUMBER = "0.918273645"
#: A student who was graded by hand before all this.
EARLIER = "000-earlier"
ESSAY = """# %% [markdown]
# ## 5 · In your own words
#
# Say what a step does.

# %% [markdown] role="essay" points=4
# ### BEGIN SOLUTION
# It goes down.
# ### END SOLUTION
"""
#: Lowered limits: a bank of loops should come to an end soon.
CONFIG = """
c.ExecuteApart.cell_timeout = 3
c.ExecuteApart.notebook_timeout = 15
"""


def make(root: Path, secrets: dict[str, str]) -> None:
    """A course root with its assignment released, the secrets in their places, and one grade given by hand."""
    folder = root / "course" / NAME
    for room in ROOMS:
        shutil.copytree(ROOT / "course" / NAME / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "course" / "words.toml", root / "course")
    (folder / "60_essay").mkdir()
    (folder / "60_essay" / "exercise.py").write_text(ESSAY, encoding="utf-8")
    _without_figures(folder)
    _plant(folder / "10_gradient_J" / "exercise.py", secrets)
    (assignment,) = read_course(root)
    path = root / "source" / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(as_text(build_notebook(assignment)), encoding="utf-8", newline="\n")
    shutil.rmtree(root / "course")
    config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    (root / "nbgrader_config.py").write_text(config + own_lines(root) + CONFIG, encoding="utf-8")
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", NAME]
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", env=environment(root, root))
    assert done.returncode == 0, done.stderr
    with open_gradebook(root) as gradebook:
        gradebook.add_student(EARLIER, first_name="Early", last_name=secrets["gradebook"])
        submission = gradebook.add_submission(NAME, EARLIER)
        for grade in submission.notebooks[0].grades:
            grade.manual_score, grade.needs_manual_grade = 1.5, False
        for comment in submission.notebooks[0].comments:
            comment.manual_comment = secrets["gradebook"]
        gradebook.db.commit()


def own_lines(root: Path) -> str:
    """The end of a configuration: its folders and its gradebook are those in `root`, whatever stands above."""
    database = f"sqlite:///{root / 'gradebook.db'}"
    return f"\nc.CourseDirectory.root = {str(root)!r}\nc.CourseDirectory.db_url = {database!r}\n"


def environment(home: Path, temporary: Path, **more: str) -> dict[str, str]:
    """What a command gets: a home and a temporary folder of its own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "IPYTHON", "MPL", "XDG", "PYTEST"))}
    own = {"HOME": str(home), "TMPDIR": str(temporary), "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
    return {**kept, **own, **more}


def open_gradebook(root: Path) -> Gradebook:
    """The gradebook of a course root, to be used in a `with`."""
    return Gradebook(f"sqlite:///{root / 'gradebook.db'}")


def reference(root: Path) -> dict[str, str]:
    """Grade id -> the reference's text, without its secret, for every place that a student fills in."""
    cells = nbformat.read(root / "source" / NAME / f"{NAME}.ipynb", as_version=4).cells
    mine = [c for c in cells if c.metadata.get("nbgrader", {}).get("solution")]
    return {c.metadata.nbgrader.grade_id: re.sub(r"(?m)^.*(canary-|### (BEGIN|END)).*\n?", "", c.source) for c in mine}


def _without_figures(folder: Path) -> None:
    for path in folder.glob("*/exercise.py"):
        cells = re.split(r"(?m)^(?=# %%)", path.read_text(encoding="utf-8"))
        kept = [cell for cell in cells if 'role="figure"' not in cell]
        path.write_text("".join(kept), encoding="utf-8")


def _plant(path: Path, secrets: dict[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    text = text.replace("### BEGIN SOLUTION\n", f"### BEGIN SOLUTION\n    # {secrets['solution']}\n")
    text = text.replace('# %% role="hidden"\n', f'# %% role="hidden"\n# {secrets["tests"]}\n')
    assert "[-1.5, 0.5]" in text
    path.write_text(text.replace("[-1.5, 0.5]", f"[{HIDDEN_NUMBER}, 0.5]"), encoding="utf-8")
