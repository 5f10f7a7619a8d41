"""A student's function returns an object that has no end when it is read, and no depth that is reached.

It earns nothing, and costs no other exercise.
"""

from ..bank import ANSWER, TOP, Attack

ATTACK = Attack(
    answers={
        ANSWER: """import itertools
class Endless(list):
    def __iter__(self): return itertools.cycle([1.0])
    def __len__(self): return 2
class Deeper:
    def __getattr__(self, name): return Deeper()
    def __getitem__(self, place): return Deeper()
def gradient_J(theta): return [Endless([1, 2]), Deeper()] if theta[0] > 1 else Endless()
"""
    },
    costs=frozenset({TOP}),
)
