"""What a worker does with one submission: sanitise its notebooks as nbgrader does, and run them.

A pure function of the files handed in and of the assignment: it touches no gradebook and no folder of the course's.
"""

from __future__ import annotations

import logging
import os
import signal
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import setenv
from traitlets.config import Config
from traitlets.log import get_logger

from nablabook.autograde.gradebooks import Known, lent
from nablabook.grading import engine
from nablabook.grading.engine import Shared
from nablabook.grading.preprocessors import ExecuteApart
from nablabook.grading.processes import GraderError


@dataclass(frozen=True)
class Setting:
    """What all submissions of a run have in common."""

    config: Config
    root: str
    known: Known
    #: A folder that the workers remember in (`nablabook.grading.memory`), "" for one of each worker's own.
    memory: str = ""
    #: The zygotes that have a twin for each worker.
    shared: Shared = field(default_factory=Shared)


@dataclass(frozen=True)
class Job:
    """One submission: the student, the assignment, the notebooks handed in."""

    student: str
    assignment: str
    paths: tuple[str, ...]


@dataclass
class Ran:
    """A notebook that was run, and nbgrader's resources for the steps that follow."""

    notebook: NotebookNode
    resources: dict[str, Any]


@dataclass
class Done:
    """What became of a submission: its notebooks, or why there are none."""

    student: str
    ran: list[Ran] = field(default_factory=list)
    why_not: str = ""
    #: Level and text of what nbgrader's steps had to say.
    log: list[tuple[int, str]] = field(default_factory=list)


class InPlace:
    """A part of an exporter of nbconvert's: a notebook is changed in its place, and given back instead of its text.

    nbconvert makes a handful of copies on the way, which takes longer than most of the steps.
    """

    _preprocessors: list[Any]

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **_: Any) -> tuple[NotebookNode, Any]:
        about = self._init_resources(resources)  # type: ignore[attr-defined]
        for step in self._preprocessors:
            nb, about = step(nb, about)
        return nb, about


def steps(converter: Autograde, recording: bool) -> Any:
    """The course's exporter with nbgrader's two lists of preprocessors, up to the execution or from there on."""
    kind = type("Steps", (InPlace, converter.exporter_class), {})
    exporter = kind(parent=converter, config=converter.config)

    def made(names: list) -> list[Any]:
        exporter._preprocessors = []
        for name in names:
            exporter.register_preprocessor(name)
        return list(exporter._preprocessors)

    grading = made(converter.autograde_preprocessors)
    where = [k for k, step in enumerate(grading) if isinstance(step, ExecuteApart)]
    if len(where) != 1:
        raise GraderError(
            "c.Autograde.autograde_preprocessors has to hold nablabook.grading.preprocessors.ExecuteApart, once: "
            "without it, use `nbgrader autograde`"
        )
    after = where[0] + 1
    exporter._preprocessors = (
        grading[after:] if recording else [*made(converter.sanitize_preprocessors), *grading[:after]]
    )
    return exporter


def resources(job: Job, path: str, db_url: str) -> dict[str, Any]:
    """What nbgrader tells its steps of a notebook."""
    notebook = Path(path).stem
    names = {"student": job.student, "assignment": job.assignment, "notebook": notebook, "db_url": db_url}
    return {"unique_key": notebook, "output_files_dir": f"{notebook}_files", "nbgrader": names}


_setting: Setting
_steps: Any
_course: CourseDirectory


def start(setting: Setting, pids: Any, workers: int, started: Any) -> None:
    """In a new worker of so many, before its first submission; `started` counts those before it."""
    global _setting, _steps, _course
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the coordinator's to handle
    signal.signal(signal.SIGTERM, _stop)
    pids.put(os.getpid())
    with started.get_lock():
        settle(started.value, workers)
        started.value += 1
    os.chdir(setting.root)
    log = get_logger()
    log.handlers[:] = []
    log.propagate = False
    _setting = setting
    engine.shared_memory, engine.shared = setting.memory, setting.shared
    _course = CourseDirectory(config=setting.config, root=setting.root)
    _steps = steps(Autograde(coursedir=_course, config=setting.config), recording=False)


def settle(place: int, workers: int) -> None:
    """Give this worker, and all that it starts, a processor of their own.

    They take turns: of the driver, the judge and the student's process one works while the others wait for it, and who
    waits on the same processor is woken sooner. Fewer workers than processors stay free: two commands with one worker
    each would meet on the first.
    """
    if hasattr(os, "sched_setaffinity"):
        usable = sorted(os.sched_getaffinity(0))
        if workers >= len(usable):
            os.sched_setaffinity(0, {usable[place % len(usable)]})


def _stop(*_: object) -> None:
    """On its way up this ends what is being run, and removes its folders."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit


def grade(job: Job) -> Done:
    """Sanitise and run a submission."""
    done = Done(job.student)
    listener = _Listener(done.log)
    get_logger().addHandler(listener)
    try:
        with lent(_setting.known):
            done.ran = [_run(job, path) for path in job.paths]
    except SystemExit:
        # The executor takes this for the job's own, and would have the worker wait for the next.
        os._exit(0)
    except GraderError as error:
        done.why_not = str(error)
    except Exception as error:
        done.why_not = f"{type(error).__name__}: {error}".splitlines()[0]
        done.log.append((logging.ERROR, traceback.format_exc()))
    finally:
        get_logger().removeHandler(listener)
    return done


def _run(job: Job, path: str) -> Ran:
    with setenv(NBGRADER_EXECUTION="autograde"):
        notebook, about = _steps.from_filename(path, resources=resources(job, path, _course.db_url))
    return Ran(notebook, dict(about))


class _Listener(logging.Handler):
    """Keeps what is said, from warnings on."""

    def __init__(self, kept: list[tuple[int, str]]) -> None:
        super().__init__(logging.WARNING)
        self.kept = kept

    def emit(self, record: logging.LogRecord) -> None:
        self.kept.append((record.levelno, record.getMessage()))
