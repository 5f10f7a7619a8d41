"""A student's function keeps its arguments in memory that forks share; a later one returns them as whole numbers.

The card of a visible check tells what came out: it must come from a process that has seen no hidden test.
"""

from ..bank import ANSWER, RIGHT, TOP, Attack

KEEP = "    shared[:] = np.concatenate([shared[1:], [theta[0]]])\n    return"
TELL = """def descent_step(theta, gradient, lr):
    kept = shared[shared != np.round(shared)][:3]
    return np.concatenate([np.round(kept * 1e9), np.zeros(3 - len(kept))]).astype(int)
"""
ATTACK = Attack(
    answers={
        ANSWER: "import mmap\nshared = np.frombuffer(mmap.mmap(-1, 800))\n" + RIGHT.replace("    return", KEEP),
        "30_descent_step-answer": TELL,
    },
    costs=frozenset({"30_descent_step"}),
    may_cost=frozenset({TOP}),
    # So a card writes 918273645.
    never_says=("9.183e8",),
)
