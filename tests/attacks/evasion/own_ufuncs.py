"""A student's function returns an array that answers numpy's functions itself, always with "no difference".

The wrong answer earns nothing.
"""

from ..bank import ANSWER, TOP, Attack

ATTACK = Attack(
    answers={
        ANSWER: """class Liar(np.ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, **options): return np.zeros(2)
    def __array_function__(self, function, types, args, options): return True

def gradient_J(theta):
    return np.zeros(2).view(Liar)
"""
    },
    costs=frozenset({TOP}),
)
