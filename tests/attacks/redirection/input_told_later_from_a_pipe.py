"""A student's function writes its arguments into a pipe; the functions of two later exercises read it, and raise them.

The cards of visible checks tell such messages: they must come from a process that has seen no hidden test.
"""

from ..bank import ANSWER, RIGHT, TOP, Attack

PIPE = "import os\ninto = os.pipe()\nos.set_blocking(into[0], False)\nos.set_blocking(into[1], False)\n"
KEEP = "    os.write(into[1], repr(theta.tolist()).encode())\n    return"
TELL = "    raise ValueError(os.read(into[0], 60).decode())"
ATTACK = Attack(
    answers={
        ANSWER: PIPE + RIGHT.replace("    return", KEEP),
        "30_descent_step-answer": f"def descent_step(theta, gradient, lr):\n{TELL}",
        "40_descend-answer": f"def descend(gradient, start, lr, steps):\n{TELL}",
    },
    costs=frozenset({"30_descent_step", "40_descend"}),
    may_cost=frozenset({TOP}),
)
