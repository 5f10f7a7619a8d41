"""A student's function writes its arguments to a file while hidden tests call it; a later cell prints that file.

The later cell has nothing to print.
"""

from ..bank import ANSWER, RIGHT, TOP, Attack

KEEP = "    with open('kept.txt', 'a') as file: file.write(repr(theta.tolist()))\n    return"
ATTACK = Attack(
    answers={ANSWER: RIGHT.replace("    return", KEEP)},
    added="import os\nprint(os.path.exists('kept.txt') and open('kept.txt').read())",
    may_cost=frozenset({TOP}),
)
