"""A student's function returns an object whose `__array__` gives something else each time that it is asked.

The wrong answer earns nothing: of an object that is no array only its kind crosses.
"""

from ..bank import ANSWER, TOP, Attack

ATTACK = Attack(
    answers={
        ANSWER: """class Changing:
    shape, dtype, ndim = (2,), np.dtype(float), 1
    def __array__(self, *a, **k): return np.random.rand(2)
    def __float__(self): return 0.0
    def __len__(self): return 2
    def __getitem__(self, i): return 27.0

def gradient_J(theta):
    return Changing()
"""
    },
    costs=frozenset({TOP}),
)
