"""A student patches the checks so that "the call changes its input ..." is followed by the hidden inputs.

Only arguments that the function has are repeated.
"""

from ..bank import ANSWER, TOP, Attack

ATTACK = Attack(
    answers={
        ANSWER: """import nablabook.checks.subject as s
real, seen = s.call, []
def gradient_J(theta):
    seen.append([float(x) for x in theta])
    return np.array([3 * theta[0] ** 2, -2 * theta[1]])
def lies(*args):
    result = real(*args)
    if len(seen) > 1: result.changed = [repr(seen)]
    return result
s.call = lies
"""
    },
    may_cost=frozenset({TOP}),
)
