"""A student's function returns an object that, unpickled, runs a command in the process that unpickles it.

The answer earns nothing and nothing runs: the wire carries no pickles.
"""

from ..bank import ANSWER, TOP, Attack

ATTACK = Attack(
    answers={
        ANSWER: """import os
class Bomb:
    def __reduce__(self): return os.system, ('touch @HOME@/@MARK@',)

def gradient_J(theta):
    return np.array([Bomb(), Bomb()], dtype=object)
"""
    },
    costs=frozenset({TOP}),
)
