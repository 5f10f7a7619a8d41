"""A student's cell writes a file of 200 MB into the folder that it runs in.

It can't, and all answers keep their points.
"""

from ..bank import TOP, right_with

ATTACK = right_with(
    "try:\n    with open('large', 'wb') as file:\n        for _ in range(200): file.write(bytes(10**6))\n"
    "    print('REACH' + 'ED')\nexcept OSError as error: print(error)",
    may_cost=frozenset({TOP}),
    stopped_by="confinement",
)
