"""What gets ready while the command itself does: where workers come from, and the zygotes that they share.

The process that workers are forks of has imported everything, and has neither threads nor an open gradebook. The
judge's warm process, and the student's, have a twin for each worker.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext

import click

from nablabook.grading.starting import Branch, Program

#: Bytes of the path of a Unix socket, and what multiprocessing puts after the folder for temporary files.
LONGEST, PUT_AFTER = 107, len("/pymp-12345678/listener-12345678")
#: What it imports.
WARM = "nablabook.autograde.warm"


@contextmanager
def zygotes() -> Iterator[tuple[Branch, Program]]:
    """Zygotes of judges, and of students' processes that will be confined, started now and not waited for."""
    judges = Branch()
    students = Program("student", confined=True, shared=True, branch=judges)
    try:
        yield judges, students
    finally:
        judges.close()
        students.process.kill()  # perhaps both are still importing; their twins are their drivers'
        students.close()


def context() -> ForkServerContext:
    """Where workers come from."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([WARM])
    return context


def start() -> None:
    """Start it now, and don't wait; raises click's `ClickException` where it can't be."""
    folder, most = tempfile.gettempdir(), LONGEST - PUT_AFTER
    if len(os.fsencode(folder)) > most:
        raise click.ClickException(f"TMPDIR is longer than {most} bytes, too long for a socket in it: {folder}")
    context()
    forkserver.ensure_running()
