"""A student patches the wire so that "the result can't be graded: ..." is followed by the hidden inputs.

They are not repeated.
"""

from ..bank import ANSWER, TOP, Attack

ATTACK = Attack(
    answers={
        ANSWER: """import nablabook.grading.student as s
seen, real = [], s.encode
def gradient_J(theta):
    seen.append([float(x) for x in theta])
    return np.array([3 * theta[0] ** 2, -2 * theta[1]])
def lies(*args):
    if len(seen) > 1: raise s.Unsendable(repr(seen))
    return real(*args)
s.encode = lies
"""
    },
    may_cost=frozenset({TOP}),
)
