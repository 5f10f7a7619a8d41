"""A student copies the check of an exercise, and writes `pass` into the first of the two.

The course's check is the one that counts.
"""

import copy

from ..bank import ANSWER, TOP, WRONG, Attack


def damage(notebook):
    place = next(k for k, c in enumerate(notebook["cells"]) if c.get("id") == f"{TOP}-check")
    easy = copy.deepcopy(notebook["cells"][place])
    easy["source"] = "pass"
    notebook["cells"].insert(place, easy)
    return notebook


ATTACK = Attack(answers={ANSWER: WRONG}, damage=damage, costs=frozenset({TOP}))
