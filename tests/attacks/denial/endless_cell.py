"""A student's cell never ends.

It is stopped after its seconds, and costs its own exercise.
"""

from ..bank import ANSWER, TOP, Attack

ATTACK = Attack(answers={ANSWER: "while True: pass"}, costs=frozenset({TOP}))
