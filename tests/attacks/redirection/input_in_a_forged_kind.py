"""A student patches the checks in the own process, so that an error's kind is a sentence with the hidden inputs in it.

What the student's process says of an error is a claim: a kind that Python and numpy do not have is not repeated.
"""

from ..bank import ANSWER, TOP, Attack

ATTACK = Attack(
    answers={
        ANSWER: """import nablabook.checks.call as c
seen = []
c.known_type = lambda error: repr(seen)
def gradient_J(theta):
    seen.append([float(x) for x in theta])
    if len(seen) > 1: raise ValueError
    return np.array([3 * theta[0] ** 2, -2 * theta[1]])
"""
    },
    costs=frozenset({TOP}),
)
