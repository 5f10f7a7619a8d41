"""A student deletes all checks, of an exercise that isn't solved too.

They run all the same, and the exercise earns nothing.
"""

from ..bank import ANSWER, TOP, WRONG, Attack


def damage(notebook):
    notebook["cells"] = [c for c in notebook["cells"] if not str(c.get("id", "")).endswith("-check")]
    return notebook


ATTACK = Attack(answers={ANSWER: WRONG}, damage=damage, costs=frozenset({TOP}))
