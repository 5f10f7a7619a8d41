"""A student's function keeps its arguments in memory that forks share, and ends its process; a later one tells them.

The hidden question was never answered. The process that tells it has seen it all the same, and its words don't count.
"""

from ..bank import ANSWER, Attack
from .input_told_later_by_message import TELL

DIES = """import mmap, os
shared = mmap.mmap(-1, 4096)
def gradient_J(theta):
    if abs(theta[0] - round(theta[0])) > 1e-12:
        shared.write(repr(theta.tolist()).encode())
        os._exit(0)
    return np.array([3 * theta[0] ** 2, -2 * theta[1]])
"""
ATTACK = Attack(
    answers={ANSWER: DIES, "30_descent_step-answer": TELL},
    costs=frozenset({"10_gradient_J", "30_descent_step"}),
)
