"""The one writer: what nbgrader does before and after the execution, for one submission after the other."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbconvert.writers import FilesWriter
from nbgrader.converters import Autograde
from nbgrader.utils import rmtree

from nablabook.autograde.gradebooks import Ledger, lent
from nablabook.autograde.submissions import Submission
from nablabook.autograde.text import as_text
from nablabook.autograde.work import Done, steps

#: Below autograded/: what is being written, and is moved to its place when it is whole. Patterns pass over its name.
UNFINISHED = ".unfinished"


class Recorder(Autograde):
    """nbgrader's own converter, without the execution: it prepares a submission, and records what came of it."""

    def __init__(self, ledger: Ledger, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.ledger = ledger
        self.writer = FilesWriter(parent=self, config=self.config)
        self.exporter = steps(self, recording=True)
        self._unfinished = Path(self.coursedir.format_path(self.coursedir.autograded_directory, UNFINISHED, "."))
        self._final = True

    def prepare(self, submission: Submission) -> None:
        """What comes before a submission is read: the hook of the course's configuration."""
        self.notebooks = [str(path) for path in submission.notebooks]
        self.run_pre_convert_hook()

    def record(self, submission: Submission, done: Done) -> None:
        """Write the rows and the files. Whenever this is interrupted, either all of it is there or nothing."""
        assignment = self.coursedir.assignment_id
        self.notebooks = [str(path) for path in submission.notebooks]
        self._clear()
        try:
            with lent(self.ledger):
                self._write(assignment, submission, done)
            self.ledger.keep()
        except BaseException:
            self.ledger.drop()
            raise
        finally:
            self._final = True
        # Rows without files are written anew by the next run; files without rows would be taken for graded.
        if submission.graded.exists():
            rmtree(str(submission.graded))
        submission.graded.parent.mkdir(parents=True, exist_ok=True)
        os.replace(self._folder, submission.graded)
        self.run_post_convert_hook()

    def close(self) -> None:
        self._clear()

    def _write(self, assignment: str, submission: Submission, done: Done) -> None:
        self._final = False
        self.init_assignment(assignment, submission.student)
        self._sanitizing = False
        try:
            for ran in done.ran:
                if ran.resources["unique_key"] in self._known(self.notebooks):
                    notebook, resources = self.exporter.from_notebook_node(ran.notebook, ran.resources)
                    self.write_single_notebook(as_text(notebook) + "\n", resources)
        finally:
            self._sanitizing = True
        self.set_permissions(assignment, submission.student)

    @staticmethod
    def _known(paths: Sequence[str]) -> set[str]:
        """nbgrader has taken notebooks out that the assignment doesn't have."""
        return {Path(path).stem for path in paths}

    def _format_dest(self, assignment_id: str, student_id: str, escape: bool = False) -> str:
        if self._final or escape:
            return super()._format_dest(assignment_id, student_id, escape)
        self._folder.mkdir(parents=True, exist_ok=True)
        return str(self._folder)

    @property
    def _folder(self) -> Path:
        return self._unfinished / "submission"

    def _clear(self) -> None:
        """Remove what an interrupted run has left."""
        if self._unfinished.exists():
            for path in self._unfinished.rglob("*"):
                if path.is_dir() and not path.is_symlink():
                    path.chmod(0o755)
            shutil.rmtree(self._unfinished)
