"""A student's function raises an exception whose text is 100 MB, whose text raises, or whose kind is hostile itself.

It earns nothing, and the graded notebook stays small.
"""

from ..bank import ANSWER, TOP, Attack

ATTACK = Attack(
    answers={
        ANSWER: """class Huge(Exception):
    def __str__(self): return 'x' * 100_000_000
class Raises(Exception):
    def __str__(self): raise Raises
    __repr__ = __str__
class Meta(type):
    def __getattribute__(self, name): raise KeyboardInterrupt
class Worst(BaseException, metaclass=Meta): pass
def gradient_J(theta): raise (Huge() if theta[0] > 1 else Raises())
raise Raises
"""
    },
    costs=frozenset({TOP}),
)
