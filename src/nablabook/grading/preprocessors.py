"""The grader in nbgrader's lists: `Repair` first, `ExecuteApart` in the place of nbgrader's own `Execute`.

c.Autograde.sanitize_preprocessors = ["nablabook.grading.preprocessors.Repair", ...]
c.Autograde.autograde_preprocessors = ["nablabook.grading.preprocessors.ExecuteApart", ...]
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute as StockExecute
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Float, Integer

from nablabook.build.metadata import REPAIRED
from nablabook.grading.cells import Limits
from nablabook.grading.confine.limits import Quotas
from nablabook.grading.engine import warm_grader
from nablabook.grading.handed_in import UNREADABLE
from nablabook.grading.plan import is_ours, repair


def source_of(preprocessor: NbGraderPreprocessor, resources: dict) -> NotebookNode | None:
    """The instructor's notebook that a submission answers; None where `nablabook build` did not make it."""
    names = resources["nbgrader"]
    course = CourseDirectory(parent=preprocessor)
    folder = course.format_path(course.source_directory, ".", names["assignment"])
    path = Path(folder) / f"{names['notebook']}.ipynb"
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing: what is graded comes from there; run `nablabook build`")
    at = path.stat()
    notebook = _read(path, at.st_mtime_ns, at.st_size)
    return notebook if is_ours(notebook) else None


@lru_cache(8)
def _read(path: Path, *_: int) -> NotebookNode:
    """The file as it was at that time; the same for all submissions, and not to be changed."""
    return nbformat.read(path, as_version=4)


class Repair(NbGraderPreprocessor):
    """Puts the submission's answers into the source notebook, before anything else looks at it."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        source = source_of(self, resources)
        if source is None:
            return nb, resources
        plan = repair(source, nb)
        if UNREADABLE in resources:
            plan.repaired = [resources[UNREADABLE]]
        for line in plan.repaired:
            self.log.warning("%s, %s: %s", resources["nbgrader"]["student"], resources["nbgrader"]["notebook"], line)
        if plan.repaired:
            plan.notebook.metadata[REPAIRED] = plan.repaired
        return plan.notebook, resources


class ExecuteApart(NbGraderPreprocessor):
    """Runs a notebook with the student's code and the tests in separate processes."""

    cell_timeout = Float(10, help="Seconds that a cell may take").tag(config=True)
    notebook_timeout = Float(120, help="Seconds that a notebook may take").tag(config=True)
    text_limit = Integer(200_000, help="Bytes of text that a cell may put out").tag(config=True)
    picture_limit = Integer(2_000_000, help="Bytes of pictures that a cell may put out").tag(config=True)
    memory_limit = Integer(1024, help="Megabytes that a process of a submission may take").tag(config=True)
    processes_limit = Integer(8, help="Processes and threads that a submission may start").tag(config=True)
    file_limit = Integer(32, help="Megabytes that one file may have that a submission writes").tag(config=True)
    scratch_limit = Integer(64, help="Megabytes that all files may have together").tag(config=True)
    processor_limit = Integer(60, help="Seconds of processor time that a process may use").tag(config=True)
    unconfined = Bool(
        False, help="Run submissions without the sandbox: they can read and write what this account can"
    ).tag(config=True)
    stock_for_others = Bool(
        False, help="Whether notebooks that `nablabook build` did not make are run by nbgrader's own Execute"
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict, **_: Any) -> tuple[NotebookNode, dict]:
        if not is_ours(nb):
            if not self.stock_for_others:
                raise ValueError(
                    f"{resources['nbgrader']['notebook']} was not made by `nablabook build`: to have nbgrader run it "
                    "beside the tests, as it does by itself, set c.ExecuteApart.stock_for_others = True"
                )
            return StockExecute(parent=self.parent).preprocess(nb, resources)
        limits = Limits(self.cell_timeout, self.notebook_timeout, self.text_limit, self.picture_limit)
        quotas = Quotas(
            memory=self.memory_limit,
            processes=self.processes_limit,
            file=self.file_limit,
            scratch=self.scratch_limit,
            processor=self.processor_limit,
        )
        with warm_grader(self.unconfined) as grader:
            return grader.run(nb, limits, quotas), resources
