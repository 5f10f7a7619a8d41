"""A class from submitted/ to autograded/: who is due, the workers, the one writer."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import nbformat
from filelock import FileLock, Timeout
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps import AutogradeApp
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import compute_checksum, is_locked
from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError
from traitlets.log import get_logger

from nablabook.autograde import progress
from nablabook.autograde.gradebooks import Known, Ledger
from nablabook.autograde.pool import Pool
from nablabook.autograde.recorder import Recorder
from nablabook.autograde.submissions import Submission, submissions, without
from nablabook.autograde.summary import Summary
from nablabook.autograde.work import Done, Job, Setting
from nablabook.grading.engine import Shared
from nablabook.grading.plan import grade_id
from nablabook.grading.processes import GraderError
from nablabook.grading.starting import Branch, Program

#: In the course root: held while a class is graded.
LOCK = ".nablabook-autograde.lock"


@dataclass(frozen=True)
class Order:
    """What the command line asks for."""

    assignment: str
    jobs: int
    students: tuple[str, ...] = ()
    force: bool = False
    unconfined: bool = False


def run(root: Path, order: Order, zygotes: tuple[Branch, Program], console: Console) -> Summary:
    """Grade what is due; raises click's `ClickException`, with a line, where nothing can be.

    `zygotes` are the judges' and the students', shared by all workers.
    """
    with ExitStack() as stack:
        stack.enter_context(_alone(root))
        stack.enter_context(_in(root))
        app = stack.enter_context(_nbgrader())
        app.coursedir.assignment_id = order.assignment
        if order.unconfined:
            app.config.ExecuteApart.unconfined = True
        ledger = stack.enter_context(closing(_open(app.coursedir)))
        known = _known(ledger, app.coursedir, order.assignment)
        summary = Summary()
        due = list(_due(app.coursedir, order, known, summary))
        if not due:
            return summary
        try:
            recorder = stack.enter_context(closing(Recorder(ledger, coursedir=app.coursedir, parent=app)))
        except GraderError as error:
            raise click.ClickException(str(error)) from None
        memory = stack.enter_context(TemporaryDirectory(prefix="nablabook-memory-"))
        judges, students = zygotes
        judges.tell_of_cells(known.locked_cells())
        students.tell_of_cells(known.given_cells())
        shared = Shared(judges.channel, students.channel)
        setting = Setting(app.config, app.coursedir.root, known, memory, shared)
        _grade(Pool(setting, min(order.jobs, len(due))), recorder, due, summary, console)
        return summary


def _grade(pool: Pool, recorder: Recorder, due: list[Submission], summary: Summary, console: Console) -> None:
    by_student = {submission.student: submission for submission in due}
    jobs = (_job(recorder, submission) for submission in due)
    try:
        with progress.bar(console, len(due)) as step:
            for done in pool.results(jobs):
                _record(recorder, by_student[done.student], done)
                summary.add(done)
                step(done)
        pool.close()
    except KeyboardInterrupt:
        summary.interrupted = True
        pool.stop()
    except BaseException:
        pool.stop()
        raise


def _job(recorder: Recorder, submission: Submission) -> Job:
    recorder.prepare(submission)
    paths = tuple(str(path) for path in submission.notebooks)
    return Job(submission.student, recorder.coursedir.assignment_id, paths)


def _record(recorder: Recorder, submission: Submission, done: Done) -> None:
    """Record what was run; what can't be recorded has no verdict either."""
    for level, words in done.log:
        recorder.log.log(level, words)
    if done.why_not:
        return
    try:
        recorder.record(submission, done)
    except SQLAlchemyError as error:
        first = str(error).splitlines()[0]
        raise click.ClickException(
            f"the gradebook can't be written ({first}): what was graded before is kept; "
            "after an update of nbgrader, run `nbgrader db upgrade`"
        ) from None
    except Exception as error:
        recorder.log.exception("recording %s", submission.student)
        done.why_not = f"{type(error).__name__}: {error}".splitlines()[0]


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    lock = FileLock(root / LOCK, blocking=False)
    try:
        lock.acquire()
    except Timeout:
        words = f"another `nablabook autograde` is at work in {root}: wait for its end"
        raise click.ClickException(words) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _in(folder: Path) -> Iterator[None]:
    before = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


@contextmanager
def _nbgrader() -> Iterator[AutogradeApp]:
    """nbgrader's application with the course's configuration; it writes to its log file, not to the terminal."""
    AutogradeApp.clear_instance()
    app = AutogradeApp.instance()
    try:
        app.initialize([])
        for handler in list(get_logger().handlers):
            if not isinstance(handler, logging.FileHandler):
                get_logger().removeHandler(handler)
        get_logger().addHandler(logging.NullHandler())
        if app.logfile:
            app.init_logging(logging.FileHandler, [app.logfile], color=False)
        yield app
    finally:
        app.deinit_logging()
        AutogradeApp.clear_instance()


def _open(course: CourseDirectory) -> Ledger:
    try:
        return Ledger(course.db_url, course.course_id)
    except SQLAlchemyError as error:
        words = f"the gradebook at {course.db_url} can't be opened: {str(error).splitlines()[0]}"
        raise click.ClickException(words) from None


def _known(gradebook: Gradebook, course: CourseDirectory, assignment: str) -> Known:
    """What the gradebook knows of the assignment; refuses where source/ says something else."""
    release = f"run `nbgrader generate_assignment {assignment} --force`"
    try:
        known = Known.read(gradebook, assignment)
    except MissingEntry:
        there = Path(course.format_path(course.source_directory, ".", assignment)).is_dir()
        others = ", ".join(a.name for a in gradebook.assignments) or "none yet"
        words = f"`{release[5:-1]}` has not been run yet" if there else f"there are: {others}"
        raise click.ClickException(f"the gradebook has no assignment {assignment}: {words}") from None
    for name, notebook in known.notebooks.items():
        path = Path(course.format_path(course.source_directory, ".", assignment)) / f"{name}.ipynb"
        if not path.is_file():
            raise click.ClickException(f"{path} is missing: what is graded comes from there; run `nablabook build`")
        source = nbformat.read(path, as_version=4)
        here = {grade_id(cell): is_locked(cell) and compute_checksum(cell) for cell in source.cells if grade_id(cell)}
        # Of answers the gradebook has what stands in their place in release/.
        if here != {cell.name: cell.locked and cell.checksum for cell in notebook.source_cells}:
            raise click.ClickException(f"{path} is not the one that the gradebook knows: {release}")
    return known


def _due(course: CourseDirectory, order: Order, known: Known, summary: Summary) -> Iterator[Submission]:
    found = without(list(submissions(course, order.assignment)), course.student_id_exclude)
    if not found:
        where = course.format_path(course.submitted_directory, "STUDENT", order.assignment)
        raise click.ClickException(f"nobody has handed in {order.assignment}: submissions belong in {where}")
    unknown = set(order.students) - {submission.student for submission in found}
    if unknown:
        raise click.ClickException(f"no submission of {', '.join(sorted(unknown))} for {order.assignment}")
    for submission in found:
        if order.students and submission.student not in order.students:
            continue
        if not (order.force or submission.is_due):
            summary.skipped += 1
        elif not (mine := [path for path in submission.notebooks if path.stem in known.notebooks]):
            wanted = " or ".join(f"{name}.ipynb" for name in known.notebooks)
            summary.refused[submission.student] = f"{submission.folder} holds no {wanted}"
        else:
            yield replace(submission, notebooks=tuple(mine))
