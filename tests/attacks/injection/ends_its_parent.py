"""A student's cell ends the process that it was forked from.

The submission has its verdict, and so have those after it.
"""

from ..bank import EVERYTHING, wrong_with

ATTACK = wrong_with(
    "import os, signal\nif os.getppid() > 1:\n    os.kill(os.getppid(), signal.SIGKILL)\n    print('REACH' + 'ED')",
    may_cost=EVERYTHING,
    stopped_by="confinement",
    alone=True,
)
