"""A student patches the checks so that "it calls ..." is followed by the hidden inputs.

They are not repeated.
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
    if len(seen) > 1: result.forbidden = "torch's " + repr(seen)
    return result
s.call = lies
"""
    },
    may_cost=frozenset({TOP}),
)
