"""A student's function returns an array of a class of the student's own, which equals everything.

The wrong answer earns nothing: the numbers cross, the class does not.
"""

from ..bank import ANSWER, TOP, Attack

ATTACK = Attack(
    answers={
        ANSWER: """class Equal(np.ndarray):
    def __eq__(self, other): return np.ones(2, bool)
    def __ne__(self, other): return np.zeros(2, bool)
    def __sub__(self, other): return np.zeros(2)
    __rsub__ = __sub__

def gradient_J(theta):
    return np.zeros(2).view(Equal)
"""
    },
    costs=frozenset({TOP}),
)
