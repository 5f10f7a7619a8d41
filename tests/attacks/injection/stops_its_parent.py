"""A student's cell stops the process that it was forked from, without ending it.

The submission has its verdict, and so have those after it.
"""

from ..bank import EVERYTHING, wrong_with

ATTACK = wrong_with(
    "import os, signal\nif os.getppid() > 1: os.kill(os.getppid(), signal.SIGSTOP)",
    may_cost=EVERYTHING,
    stopped_by="confinement",
    alone=True,
)
