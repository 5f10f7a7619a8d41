"""The process that workers are forks of: it has imported everything, and has neither threads nor an open gradebook."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext

import click

#: Bytes of the path of a Unix socket, and what multiprocessing puts after the folder for temporary files.
LONGEST, PUT_AFTER = 107, len("/pymp-12345678/listener-12345678")
#: What it imports; by name, for whoever starts it has yet to import as much, and both take their time at once.
WORK = "nablabook.autograde.work"


def context() -> ForkServerContext:
    """Where workers come from."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([WORK])
    return context


def start() -> None:
    """Start it now, and don't wait; raises click's `ClickException` where it can't be."""
    folder, most = tempfile.gettempdir(), LONGEST - PUT_AFTER
    if len(os.fsencode(folder)) > most:
        raise click.ClickException(f"TMPDIR is longer than {most} bytes, too long for a socket in it: {folder}")
    context()
    forkserver.ensure_running()
