"""A student's cell takes 2 GB of memory.

It doesn't get them, and all other answers keep their points.
"""

from ..bank import TOP, right_with

ATTACK = right_with(
    "hog = []\nfor _ in range(20): hog.append(np.empty(13_000_000))\nprint('REACH' + 'ED', len(hog))",
    may_cost=frozenset({TOP}),
    stopped_by="confinement",
)
