"""Grading as an instructor does it in a browser: nbgrader's Formgrader, its buttons, and our grader behind them."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import lab_driver
import nbformat
import psutil
import pytest
from nbgrader.api import Gradebook
from nbgrader.utils import is_grade, is_solution
from playwright.sync_api import BrowserContext, Page, expect

from ..grading import submissions

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(lab_driver.chromium_program() is None, reason=lab_driver.NO_CHROMIUM),
]

NAME = submissions.NAME
STUDENTS = ("blank", "reference")


@pytest.fixture
def course_root(root: Path, home: Path, tmp_path: Path) -> Path:
    """A course root with the assignment in its gradebook, and a submission with every answer and one with none."""
    folder = tmp_path / "course root"
    folder.mkdir()
    shutil.copy(root / "nbgrader_config.py", folder)
    shutil.copytree(root / "source" / NAME, folder / "source" / NAME)
    made = subprocess.run(
        [sys.executable, "-m", "nbgrader", "generate_assignment", NAME],
        cwd=folder,
        env=lab_driver.environment(home),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert made.returncode == 0, made.stderr
    cells = submissions.source().cells
    reference = {c.metadata.nbgrader.grade_id: c.source for c in cells if is_solution(c)}
    for student, answers in zip(STUDENTS, ({}, reference), strict=True):
        handed_in = folder / "submitted" / student / NAME
        handed_in.mkdir(parents=True)
        nbformat.write(submissions.submission(answers), handed_in / f"{NAME}.ipynb")
    return folder


@pytest.fixture
def server(course_root: Path, home: Path) -> Iterator[lab_driver.Server]:
    """`jupyter lab` in the course root, where it finds nbgrader's extensions and the course's configuration."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    server = lab_driver.Server(course_root, home, ["jupyterlab", *(["--allow-root"] if as_root else [])])
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()


@pytest.fixture
def submissions_page(profile: BrowserContext, server: lab_driver.Server) -> Iterator[Page]:
    """The Formgrader's list of what was handed in, reached from its front page."""
    here, _, token = server.address.partition("/lab?token=")
    with contextlib.closing(profile.new_page()) as page:
        page.set_default_timeout(lab_driver.PATIENCE)
        # A token on the Formgrader's own address would leave the requests of its buttons without a login.
        page.goto(f"{here}/login?token={token}&next=%2Fformgrader")
        assignment = page.locator("#main-table tr").filter(has=page.get_by_role("link", name=NAME, exact=True))
        count = assignment.locator(".num-submissions")
        expect(count).to_have_text(str(len(STUDENTS)))
        count.get_by_role("link").click()
        expect(page.locator("#main-table .student-id")).to_have_text(list(STUDENTS))
        yield page


def press(page: Page, student: str, button: str) -> None:
    """Press a student's button, and wait for the Formgrader's word that it is done."""
    row = page.locator("#main-table tr").nth(STUDENTS.index(student))
    expect(row.locator(".student-id")).to_have_text(student)
    row.locator(f".{button} a").click()
    told = page.locator("#success-modal.in, #error-modal.in")
    expect(told).to_be_visible()
    assert told.get_attribute("id") == "success-modal", told.inner_text()
    expect(told).to_contain_text(f"'{NAME}' for student '{student}'.")
    told.get_by_role("button", name="OK").click()
    expect(told).to_have_count(0)
    # The row is empty until it has been asked for anew.
    expect(row.locator(".student-id")).to_have_text(student)


def zygotes(server: lab_driver.Server) -> dict[str, psutil.Process]:
    """The grader's warm processes below the server, by what they are for."""
    found = {}
    for process in psutil.Process(server.process.pid).children():
        words = process.cmdline()
        if "nablabook.grading.zygote" in words:
            role = words[words.index("nablabook.grading.zygote") + 1]
            assert role not in found
            found[role] = process
    return found


def cards(notebook: Path) -> list[str]:
    """What the automatically graded cells of a notebook show, a text a cell."""
    checks = [c for c in nbformat.read(notebook, as_version=4).cells if is_grade(c) and c.cell_type == "code"]
    return ["".join(output.get("data", {}).get("text/html", "") for output in cell.outputs) for cell in checks]


def test_the_buttons_grade_with_our_grader_and_make_our_pages(submissions_page, server, course_root):
    best = sum(submissions.full_marks().values())
    most = sum(c.metadata.nbgrader.points for c in submissions.source().cells if is_grade(c))
    scores = {"blank": 0, "reference": best}

    assert zygotes(server) == {}
    press(submissions_page, "blank", "autograde")
    warm = zygotes(server)
    assert warm.keys() == {"student", "judge"}
    press(submissions_page, "reference", "autograde")
    assert zygotes(server) == warm
    shown = submissions_page.locator("#main-table .score")
    expect(shown).to_have_text([f"{score:g} / {most:g}" for score in scores.values()])
    for student in STUDENTS:
        press(submissions_page, student, "generate-feedback")

    running = psutil.Process(server.process.pid).children(recursive=True)
    assert {*warm.values()} <= {*running}
    assert server.stop() == 0
    assert psutil.wait_procs(running, timeout=30)[1] == []
    assert "Traceback" not in "".join(server.printed)

    with Gradebook(f"sqlite:///{course_root / 'gradebook.db'}") as gradebook:
        found = {s.student.id: (s.score, s.max_score) for s in gradebook.assignment_submissions(NAME)}
        waiting = {s.student.id for s in gradebook.assignment_submissions(NAME) if s.needs_manual_grade}
    assert found == {student: (score, most) for student, score in scores.items()}
    # An essay that was left as it was handed out earns nothing by itself.
    assert waiting == {"reference"}

    for student in STUDENTS:
        shown = cards(course_root / "autograded" / student / NAME / f"{NAME}.ipynb")
        assert len(shown) == len(submissions.full_marks())
        assert all('<div class="nabla-card ' in card and "Not yet" not in card for card in shown)
        assert {"Not started" in card for card in shown} == {student == "blank"}
        page = (course_root / "feedback" / student / NAME / f"{NAME}.html").read_text(encoding="utf-8")
        assert f"<strong>{scores[student]:g}</strong> of {most:g} points" in page
