"""Each of a student's cells ends its process in another way: exit, _exit, SIGKILL, a crash in C.

Each costs its own exercise, and every exercise has its row.
"""

from ..bank import EVERYTHING, Attack

ATTACK = Attack(
    answers={
        "10_gradient_J-answer": "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
        "20_two_steps-answer": "import sys\nsys.exit(0)",
        "30_descent_step-answer": "import ctypes\nctypes.string_at(0)",
        "40_descend-answer": "import os\nos.abort()",
    },
    costs=EVERYTHING,
)
