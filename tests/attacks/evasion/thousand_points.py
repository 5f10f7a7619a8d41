"""A student writes 1000 points into the metadata of each check, and takes their locks off.

Points come from the course.
"""

from ..bank import ANSWER, TOP, WRONG, Attack


def damage(notebook):
    for cell in notebook["cells"]:
        about = cell["metadata"].get("nbgrader", {})
        if about.get("grade"):
            about |= {"points": 1000, "locked": False, "extra_credit": True}
    return notebook


ATTACK = Attack(answers={ANSWER: WRONG}, damage=damage, costs=frozenset({TOP}))
