"""Where numbers are asked for, a student gives a callable object that wants to see what it is compared with.

It earns nothing.
"""

from ..bank import Attack

ATTACK = Attack(
    answers={
        "20_two_steps-answer": "class Learns:\n    def __call__(self, *a): return a\n"
        "    def __array__(self, *a, **k): return np.array([0.8, 1.2])\nfirst_step = second_step = Learns()"
    },
    costs=frozenset({"20_two_steps"}),
)
