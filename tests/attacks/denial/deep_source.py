"""A student's cell holds an expression in a hundred thousand brackets, and another with as many signs.

It costs its own exercise.
"""

from ..bank import ANSWER, TOP, Attack

ATTACK = Attack(
    answers={ANSWER: "x = " + "-" * 90_000 + "1\ny = " + "(" * 40_000 + ")" * 40_000}, costs=frozenset({TOP})
)
