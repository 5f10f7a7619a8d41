"""A student's cell ends the grader itself: the process above the one that it was forked from.

The class is graded.
"""

from ..bank import EVERYTHING, wrong_with

ATTACK = wrong_with(
    """import os, signal
def above(pid):
    with open(f'/proc/{pid}/stat') as file: return int(file.read().rpartition(')')[2].split()[1])
try:
    driver = above(os.getppid())
    with open(f'/proc/{driver}/cmdline') as file: command = file.read()
    if 'nbgrader' in command: os.kill(driver, signal.SIGKILL)
except (OSError, IndexError) as error: print(error)""",
    may_cost=EVERYTHING,
    stopped_by="confinement",
    alone=True,
)
