"""A student turns the order of all cells round, so that the checks stand before the answers.

The course's order is kept: right answers keep their points, the wrong one earns nothing.
"""

from ..bank import ANSWER, TOP, WRONG, Attack


def damage(notebook):
    notebook["cells"].reverse()
    return notebook


ATTACK = Attack(answers={ANSWER: WRONG}, damage=damage, costs=frozenset({TOP}))
