"""A student's cells each take nearly their seconds, and the last ends the process, so that all would be run again.

The notebook is stopped after its own seconds, runs again included.
"""

from ..bank import EVERYTHING, RIGHT, Attack

SLOW = "import time\ntime.sleep(2.2)\n"
ATTACK = Attack(
    answers={
        "10_gradient_J-answer": SLOW + RIGHT,
        "20_two_steps-answer": SLOW + "first_step = second_step = [0, 0]",
        "30_descent_step-answer": SLOW + "import os; os._exit(1)",
        "40_descend-answer": SLOW + "import os; os._exit(1)",
    },
    added=SLOW,
    costs=EVERYTHING - {"10_gradient_J"},
    may_cost=EVERYTHING,
    seconds=25,
)
