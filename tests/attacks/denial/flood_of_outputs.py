"""A student's cell shows a hundred thousand outputs.

The rest is left out, and all answers keep their points.
"""

from ..bank import TOP, right_with

ATTACK = right_with(
    "for k in range(100_000): display({'text/plain': ''}, raw=True)", may_cost=frozenset({TOP}), seconds=40
)
