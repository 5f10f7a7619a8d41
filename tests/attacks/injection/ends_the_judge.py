"""A student's cell ends the judge: the process of the same grader that runs the tests.

It finds none, and the other answers keep their points.
"""

from ..bank import wrong_with

ATTACK = wrong_with(
    """import os, signal
def above(pid):
    with open(f'/proc/{pid}/stat') as file: return int(file.read().rpartition(')')[2].split()[1])
try:
    driver = above(os.getppid())
    with open(f'/proc/{driver}/task/{driver}/children') as file: pids = file.read().split()
    for pid in pids:
        with open(f'/proc/{pid}/cmdline') as file: command = file.read()
        if 'zygote\\0judge' in command:
            os.kill(int(pid), signal.SIGKILL)
            print('REACH' + 'ED')
except (OSError, IndexError) as error: print(error)""",
    stopped_by="confinement",
    alone=True,
)
