"""A student's function prints 50 MB each time that it is called, and warns a thousand times.

The graded notebook stays small; the answer, which is right, keeps its points or is told that it ran too long.
"""

from ..bank import ANSWER, RIGHT, TOP, Attack

FLOOD = (
    "    import warnings\n    print('x' * 50_000_000)\n    for k in range(1000): warnings.warn('y' * 100 + str(k))\n"
)
ATTACK = Attack(answers={ANSWER: RIGHT.replace("    return", FLOOD + "    return")}, may_cost=frozenset({TOP}))
