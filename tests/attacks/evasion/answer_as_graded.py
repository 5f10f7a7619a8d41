"""A student turns the metadata round: the answer is the graded cell, the check the answer.

What a cell is comes from the course.
"""

from ..bank import ANSWER, TOP, WRONG, Attack


def damage(notebook):
    for cell in notebook["cells"]:
        about = cell["metadata"].get("nbgrader")
        if about:
            about["grade"], about["solution"] = bool(about.get("solution")), bool(about.get("grade"))
            about["points"] = 1000
    return notebook


ATTACK = Attack(answers={ANSWER: WRONG}, damage=damage, costs=frozenset({TOP}))
