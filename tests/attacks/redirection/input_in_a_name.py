"""A student patches the checks so that the names told before any call hold the hidden inputs of the question before.

They are not repeated.
"""

from ..bank import ANSWER, TOP, Attack

ATTACK = Attack(
    answers={
        ANSWER: """import nablabook.checks.subject as s
seen = []
def gradient_J(theta):
    seen.append([float(x) for x in theta])
    return np.array([3 * theta[0] ** 2, -2 * theta[1]])
s.names_forbidden = s.loops_in = lambda *a: repr(seen[1:]) if len(seen) > 2 else ''
"""
    },
    may_cost=frozenset({TOP}),
)
