"""Stock nbgrader, from the released notebook to the page: its commands, our exporter."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

NAME = "01_gradient_descent"
WRONG = "def gradient_J(theta):\n    print('seen:', theta)\n    return np.array([3 * theta[0] ** 2, 2 * theta[1]])"
STOPS = "first_step = [0.8, 1.2]\nsecond_step = first_step @ 2"


def nbgrader(folder: Path, *words: str) -> None:
    done = subprocess.run(["nbgrader", *words], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Traceback" not in done.stderr


def hand_in(folder: Path, student: str, answers: dict[str, str]) -> None:
    notebook: NotebookNode = nbformat.read(folder / "release" / NAME / f"{NAME}.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.source = answers.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    target = folder / "submitted" / student / NAME
    target.mkdir(parents=True)
    nbformat.write(notebook, target / f"{NAME}.ipynb")


@pytest.mark.slow
def test_stock_commands_make_our_page(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "source" / NAME, tmp_path / "source" / NAME)
    shutil.copy(root / "nbgrader_config.py", tmp_path)
    nbgrader(tmp_path, "generate_assignment", NAME)
    hand_in(tmp_path, "ada", {"10_gradient_J-answer": WRONG, "20_two_steps-answer": STOPS})
    nbgrader(tmp_path, "autograde", NAME)
    nbgrader(tmp_path, "generate_feedback", NAME)
    html = (tmp_path / "feedback" / "ada" / NAME / f"{NAME}.html").read_text(encoding="utf-8")
    for part in (
        "<strong>0</strong> of ",
        "The sign of entry [1] is wrong.",
        "Your own cell stopped with an error",
        "This one still waits for you.",
    ):
        assert part in html
    for part in ("HIDDEN TESTS", "at_each", "400", "seen: [", "torch_steps", str(tmp_path), "site-packages"):
        assert part not in html
    assert len(html) < 60_000
