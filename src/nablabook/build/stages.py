"""The stages on disk: what source/ and release/ should hold, what they do hold, and the writing of it."""

from __future__ import annotations

import contextlib
import copy
import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import traitlets.log
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config, PyFileConfigLoader

from nablabook import tools
from nablabook.build import lint
from nablabook.build.master import Assignment, read_course
from nablabook.build.metadata import BUILT
from nablabook.build.notebook import as_text, build_notebook
from nablabook.build.sheets import read_questions

STAGES = ("source", "release")


class BuildError(Exception):
    """nbgrader could not make the release; the message says of which assignment, and why."""


def expected_files(root: Path) -> dict[Path, str]:
    """Every built file, as a path relative to the course root, with its text."""
    questions = set(read_questions(root))
    assignments = read_course(root)
    for assignment in assignments:
        lint.check(assignment, questions)
    sources = {_file("source", a): as_text(build_notebook(a)) for a in assignments}
    return {**sources, **release(root, assignments, sources)}


def release(root: Path, assignments: list[Assignment], sources: dict[Path, str]) -> dict[Path, str]:
    """nbgrader's generate_assignment on `sources`, in a course root and a gradebook that are thrown away."""
    with tempfile.TemporaryDirectory(prefix="nablabook-build-") as folder:
        temporary = Path(folder)
        for path, text in sources.items():
            (temporary / path).parent.mkdir(parents=True, exist_ok=True)
            (temporary / path).write_text(text, encoding="utf-8", newline="\n")
        config = read_config(root)
        for assignment in assignments:
            _generate(temporary, assignment.name, config)
        return {
            _file("release", a): (temporary / _file("release", a)).read_text(encoding="utf-8").rstrip("\n") + "\n"
            for a in assignments
        }


def read_config(root: Path) -> Config:
    """The course's nbgrader_config.py, read as nbgrader reads it."""
    return PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()


def _generate(root: Path, name: str, config: Config) -> None:
    config = copy.deepcopy(config)
    here = Config(root=str(root), assignment_id=name, db_url=f"sqlite:///{root / 'gradebook.db'}")
    config.merge(Config(CourseDirectory=here))
    converter = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config)
    tools.put_on_path()
    with errors_logged() as errors:
        try:
            converter.start()
        except Exception as error:
            reason = next((line for line in errors if "Error" in line), str(error))
            raise BuildError(f"nbgrader could not generate the release of {name}: {reason}") from error


@contextlib.contextmanager
def errors_logged() -> Iterator[list[str]]:
    """nbgrader tells every step in its log, and the reason of a failure nowhere else: keep the last line of errors."""
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage().strip().splitlines()[-1])

    logger = traitlets.log.get_logger()
    before, level, passes = logger.handlers, logger.level, logger.propagate
    logger.handlers, logger.propagate = [Keep(logging.ERROR)], False
    logger.setLevel(logging.ERROR)
    try:
        yield lines
    finally:
        logger.handlers, logger.propagate = before, passes
        logger.setLevel(level)


def _file(stage: str, assignment: Assignment) -> Path:
    return Path(stage) / assignment.name / f"{assignment.name}.ipynb"


def stale(root: Path, expected: dict[Path, str]) -> list[Path]:
    """The built files that differ from what course/ says: changed, missing, or left over."""
    wrong = [path for path, text in expected.items() if _read(root / path) != text]
    return sorted([*wrong, *leftovers(root, expected)])


def leftovers(root: Path, expected: dict[Path, str]) -> list[Path]:
    """Notebooks of ours in the built stages that no assignment makes any more."""
    there = [path for stage in STAGES for path in (root / stage).glob("*/*.ipynb") if _is_ours(path)]
    return sorted(path.relative_to(root) for path in there if path.relative_to(root) not in expected)


def _is_ours(path: Path) -> bool:
    """Whether `nablabook build` made the notebook: an instructor's own assignments are never touched."""
    try:
        return BUILT in nbformat.read(path, as_version=nbformat.NO_CONVERT).metadata
    except (OSError, ValueError, AttributeError):
        return False


def write(root: Path, expected: dict[Path, str]) -> list[Path]:
    """Bring the built stages up to date; the paths that changed. What is right is left untouched."""
    changed = stale(root, expected)
    for path in changed:
        if path in expected:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(expected[path], encoding="utf-8", newline="\n")
        else:
            (root / path).unlink()
            with contextlib.suppress(OSError):  # the folder holds something of somebody else's
                (root / path).parent.rmdir()
    return changed


def _read(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8", "replace") if path.exists() else None
