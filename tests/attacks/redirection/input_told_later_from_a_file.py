"""A student's function writes its arguments to a file; the function of a later exercise reads it, and raises them.

The card of a visible check tells such a message: it must come from a process that has seen no hidden test.
"""

from ..bank import ANSWER, RIGHT, TOP, Attack

KEEP = "    with open('kept.txt', 'a') as file: file.write(repr(theta.tolist()))\n    return"
TELL = "def descent_step(theta, gradient, lr):\n    raise ValueError(open('kept.txt').read())"
ATTACK = Attack(
    answers={ANSWER: RIGHT.replace("    return", KEEP), "30_descent_step-answer": TELL},
    costs=frozenset({"30_descent_step"}),
    may_cost=frozenset({TOP}),
)
