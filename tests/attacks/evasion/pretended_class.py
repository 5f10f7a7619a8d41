"""A student's function returns objects that say of themselves that they are arrays, floats and lists.

The wrong answer earns nothing.
"""

from ..bank import ANSWER, TOP, Attack

ATTACK = Attack(
    answers={
        ANSWER: """class Pretends:
    kinds = [np.ndarray, float, list, np.float64, np.ma.MaskedArray, np.matrix]
    @property
    def __class__(self): return self.kinds[np.random.randint(6)]
    def __eq__(self, other): return True
    def __hash__(self): return 0

def gradient_J(theta):
    return [Pretends(), Pretends()]
"""
    },
    costs=frozenset({TOP}),
)
