"""A student's cell leaves a thread that stops the process, without ending it, a moment later.

The notebook has its verdict in its seconds.
"""

from ..bank import EVERYTHING, right_with

ATTACK = right_with(
    "import os, signal, threading\nthreading.Timer(0.05, os.kill, (os.getpid(), signal.SIGSTOP)).start()",
    may_cost=EVERYTHING,
    seconds=25,
)
