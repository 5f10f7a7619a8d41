"""A student's function keeps its arguments in memory that forks share; a later exercise's raises them as its message.

The card of a visible check tells such a message: it must come from a process that has seen no hidden test.
"""

from ..bank import ANSWER, RIGHT, TOP, Attack

KEEP = "    shared.write(repr(theta.tolist()).encode())\n    return"
TELL = "def descent_step(theta, gradient, lr):\n    raise ValueError(shared[:600].replace(b'\\0', b'').decode())"
ATTACK = Attack(
    answers={
        ANSWER: "import mmap\nshared = mmap.mmap(-1, 4096)\n" + RIGHT.replace("    return", KEEP),
        "30_descent_step-answer": TELL,
    },
    costs=frozenset({"30_descent_step"}),
    may_cost=frozenset({TOP}),
)
