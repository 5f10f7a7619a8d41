"""A student's cell writes 200 files of a megabyte each into the folder that it runs in.

It can't, and all answers keep their points.
"""

from ..bank import TOP, right_with

ATTACK = right_with(
    "try:\n    for k in range(200):\n        with open(f'large{k}', 'wb') as file: file.write(bytes(10**6))\n"
    "    print('REACH' + 'ED')\nexcept OSError as error: print(error)",
    may_cost=frozenset({TOP}),
    stopped_by="confinement",
)
