"""A student's cell sets a timer whose signal ends the process while a later cell runs.

It costs no more than the student's own exercises.
"""

from ..bank import EVERYTHING, right_with

ATTACK = right_with(
    "import signal\nsignal.signal(signal.SIGVTALRM, signal.SIG_DFL)\nsignal.setitimer(signal.ITIMER_VIRTUAL, 0.05)",
    may_cost=EVERYTHING,
    seconds=25,
)
