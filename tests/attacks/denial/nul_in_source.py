"""A student's cell holds NULs, and marks at its start that say how bytes are ordered.

It may be lost; the other answers keep their points.
"""

from ..bank import ANSWER, RIGHT, TOP, Attack

ATTACK = Attack(answers={ANSWER: f"\ufeffx = 1\0\n{RIGHT}\0"}, may_cost=frozenset({TOP}))
