"""Where numbers are asked for, a student gives lists and floats of own classes that equal everything.

They earn nothing.
"""

from ..bank import Attack

ATTACK = Attack(
    answers={
        "20_two_steps-answer": """class Number(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    def __round__(self, digits=None): return 0.8
    __hash__ = float.__hash__
class Numbers(list):
    def __eq__(self, other): return True
    def __array__(self, *a, **k): return np.array([0.1, 0.2])
first_step = Numbers([Number(1), Number(2)])
second_step = Numbers([Number(1), Number(2)])
"""
    },
    costs=frozenset({"20_two_steps"}),
)
