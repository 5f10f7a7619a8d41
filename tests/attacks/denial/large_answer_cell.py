"""A student's answer cell holds ten million characters.

It is cut, costs its own exercise, and the graded notebook is small.
"""

from ..bank import ANSWER, RIGHT, TOP, Attack

ATTACK = Attack(answers={ANSWER: "# " + "x" * 10_000_000 + "\n" + RIGHT}, costs=frozenset({TOP}))
