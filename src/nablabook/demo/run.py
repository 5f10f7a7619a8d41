"""The demo from its first line to its last."""

from __future__ import annotations

import time
from pathlib import Path

import nbformat
from rich.console import Console

from nablabook.build.master import Assignment
from nablabook.demo import table
from nablabook.demo.classroom import BLANK, REFERENCE, Submission, classroom
from nablabook.demo.marks import Result, read_result
from nablabook.demo.pipeline import DemoError, Stages, read_assignments
from nablabook.demo.progress import steps
from nablabook.grading.engine import warm_grader
from nablabook.grading.processes import Refused

#: The demo's course root, in the course's own.
FOLDER = "demo"


def run(course: Path, console: Console, wanted: str | None = None) -> None:
    """The whole demo for the course at `course`; raises `DemoError` where a grade isn't what it must be."""
    began = time.monotonic()
    console.print(f"A class from nothing, in {FOLDER}/. Your own gradebook is left alone.")
    assignments = read_assignments(course)
    chosen = _choose(assignments, wanted)
    submissions = classroom(chosen)
    stages = Stages(course, course / FOLDER)
    _see_to_the_sandbox(stages, console)
    _go_through(stages, assignments, chosen, submissions, console)
    results = _results(stages, chosen, submissions)
    table.show(console, f"{chosen.name}: {len(results)} submissions", results)
    check(results)
    _what_next(stages, chosen, submissions, console)
    console.print(f"Done in {time.monotonic() - began:.0f} seconds.")


def _see_to_the_sandbox(stages: Stages, console: Console) -> None:
    """Start the grader; where no sandbox can be had, do without: nobody but us wrote what this class hands in."""
    try:
        with warm_grader():
            pass
    except Refused:
        stages.config.ExecuteApart.unconfined = True
        console.print(
            "No sandbox on this machine (`nablabook doctor` says why): this class is made up, and needs none."
        )


def _go_through(
    stages: Stages, assignments: list[Assignment], chosen: Assignment, submissions: list[Submission], console: Console
) -> None:
    """Every stage, one after the other: nbgrader's gradebook is one file, and takes one writer."""
    with steps(console, len(assignments) + 2 * len(submissions)) as step:
        for assignment in assignments:
            step(f"Build and release {assignment.name}")
            stages.build(assignment)
            stages.release(assignment.name)
        for submission in submissions:
            stages.hand_in(chosen.name, submission)
        for submission in submissions:
            step(f"Autograde {submission.student.name}")
            stages.autograde(chosen.name, submission)
        for submission in submissions:
            step(f"Feedback for {submission.student.name}")
            stages.feedback(chosen.name, submission)


def _what_next(stages: Stages, assignment: Assignment, submissions: list[Submission], console: Console) -> None:
    somebody = submissions[len(submissions) // 2].student
    page = stages.notebook("feedback", assignment.name, somebody.id).with_suffix(".html")
    run = stages.notebook("autograded", assignment.name, somebody.id)
    console.print("What to open next:")
    for what, where in (
        (f"what {somebody.first} gets back", page.relative_to(stages.root.parent).as_posix()),
        ("what the grader ran for it", run.relative_to(stages.root.parent).as_posix()),
        ("the workbook itself", "make lab"),
    ):
        console.print(f"  {what:<28}{where}", soft_wrap=True)


def _choose(assignments: list[Assignment], wanted: str | None) -> Assignment:
    if wanted is None:
        return assignments[0]
    for assignment in assignments:
        if assignment.name == wanted:
            return assignment
    known = ", ".join(assignment.name for assignment in assignments)
    raise DemoError(f"no assignment {wanted!r} in course/ (there are: {known})")


def _results(stages: Stages, assignment: Assignment, submissions: list[Submission]) -> list[Result]:
    results = []
    with stages.gradebook() as gradebook:
        for submission in submissions:
            path = stages.notebook("autograded", assignment.name, submission.student.id)
            autograded = nbformat.read(path, as_version=nbformat.NO_CONVERT)
            results.append(read_result(gradebook, assignment.name, submission, autograded, stages.timeout))
    return results


def check(results: list[Result]) -> None:
    """Raise `DemoError` unless the reference got all the points that a machine gives, and the blank none."""
    for result in results:
        name, points, most = result.submission.student.name, result.total, result.most_by_machine
        if result.submission.story == REFERENCE and points != most:
            raise DemoError(f"{name} handed in the reference and got {points:g} of {most:g} points")
        if result.submission.story == BLANK and points != 0:
            raise DemoError(f"{name} handed in nothing and got {points:g} of {most:g} points")
