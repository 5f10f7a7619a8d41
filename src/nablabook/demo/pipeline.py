"""nbgrader's own stages, stock, in a course root apart: release, hand in, autograde, feedback."""

from __future__ import annotations

import copy
import warnings
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import rmtree
from traitlets.config import Config, PyFileConfigLoader

from nablabook import tools
from nablabook.build import lint
from nablabook.build.master import Assignment, read_course
from nablabook.build.notebook import as_text, build_notebook
from nablabook.build.sheets import read_questions
from nablabook.build.stages import errors_logged
from nablabook.demo.classroom import Submission, fill_in

#: Says that a folder was made by the demo, and so may be made anew.
MARK = ".made-by-make-demo"
#: Ends the copy of nbgrader_config.py, since an instructor's own may name a course root or a database.
APART = """
# The demo's own, whatever stands above: its folders and its gradebook are those beside this file.
from pathlib import Path  # noqa: E402

c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.db_url = f"sqlite:///{Path(__file__).resolve().parent / 'gradebook.db'}"
"""


class DemoError(Exception):
    """A stage that failed; the message says which one, on what, and why."""


def read_assignments(course: Path) -> list[Assignment]:
    """The assignments of the course at `course`; raises `MasterError` where one can't be built."""
    assignments, questions = read_course(course), set(read_questions(course))
    for assignment in assignments:
        lint.check(assignment, questions)
    return assignments


class Stages:
    """The stages of the course root `root`, which is made anew for the course at `course`."""

    def __init__(self, course: Path, root: Path) -> None:
        self.root = root
        _make_anew(root)
        config = (course / "nbgrader_config.py").read_text(encoding="utf-8")
        (root / "nbgrader_config.py").write_text(config + APART, encoding="utf-8")
        self.config = _read(root / "nbgrader_config.py")
        # The kernels' own news (it listens on TCP) would stand between the demo's lines.
        self.config.Execute.extra_arguments = ["--IPKernelApp.log_level=ERROR"]
        tools.put_on_path()

    @property
    def timeout(self) -> int:
        """Seconds that one cell may run."""
        return self.config.Execute.get("timeout", 30)

    def build(self, assignment: Assignment) -> None:
        """course/ -> source/."""
        path = self.notebook("source", assignment.name)
        path.parent.mkdir(parents=True)
        path.write_text(as_text(build_notebook(assignment)), encoding="utf-8", newline="\n")

    def release(self, assignment: str) -> None:
        """source/ -> release/ and the gradebook."""
        self._run(GenerateAssignment, f"releasing {assignment}", assignment)

    def hand_in(self, assignment: str, submission: Submission) -> None:
        """release/ -> submitted/, filled in by one student, whose name the gradebook is told."""
        student = submission.student
        notebook = nbformat.read(self.notebook("release", assignment), as_version=nbformat.NO_CONVERT)
        path = self.notebook("submitted", assignment, student.id)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_text(fill_in(notebook, submission.answers)), encoding="utf-8", newline="\n")
        with self.gradebook() as gradebook:
            gradebook.update_or_create_student(student.id, first_name=student.first, last_name=student.last)

    def autograde(self, assignment: str, submission: Submission) -> None:
        """submitted/ -> autograded/ and the gradebook, for one student."""
        self._run(Autograde, f"grading {submission.student.name}", assignment, submission.student.id)

    def feedback(self, assignment: str, submission: Submission) -> None:
        """autograded/ -> feedback/, for one student."""
        self._run(GenerateFeedback, f"feedback for {submission.student.name}", assignment, submission.student.id)

    def gradebook(self) -> Gradebook:
        """The demo's gradebook, to be used in a `with`."""
        return Gradebook(self.config.CourseDirectory.db_url, self.config.CourseDirectory.get("course_id", ""))

    def notebook(self, stage: str, assignment: str, student: str = ".") -> Path:
        """Where a stage keeps the notebook of an assignment."""
        return self.root / stage / student / assignment / f"{assignment}.ipynb"

    def _run(self, converter: type[BaseConverter], doing: str, assignment: str, student: str = "*") -> None:
        config: Config = copy.deepcopy(self.config)
        config.CourseDirectory.assignment_id = assignment
        config.CourseDirectory.student_id = student
        with errors_logged() as errors, warnings.catch_warnings():
            # nbgrader makes a submission known to its student before it adds it to the session, and then adds it.
            warnings.filterwarnings("ignore", message="Object of type <Submitted")
            try:
                converter(coursedir=CourseDirectory(config=config), config=config).start()
            except Exception as error:
                reason = next((line for line in errors if "Error" in line), str(error))
                raise DemoError(f"{doing} failed: {reason}") from error


def _read(file: Path) -> Config:
    """An nbgrader_config.py, and nothing else: what stands in the user's home is not the demo's."""
    try:
        return PyFileConfigLoader(file.name, path=str(file.parent)).load_config()
    except Exception as error:
        raise DemoError(f"{file.name} can't be read: {type(error).__name__}: {error}") from error


def _make_anew(root: Path) -> None:
    """An empty folder with our mark; a folder of somebody else's is left alone."""
    if root.is_symlink() or (root.exists() and not (root / MARK).is_file()):
        raise DemoError(f"{root.name}/ exists, and no demo made it: move it away, the demo needs that name")
    if root.exists():
        rmtree(str(root))
    root.mkdir()
    (root / MARK).touch()
