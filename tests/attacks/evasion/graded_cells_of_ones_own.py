"""A student declares cells of their own to be graded, worth 1000 points, under new and under known names.

No points come of it. Of two cells of one name the first counts, so a copy before an answer takes that answer's place.
"""

from ..bank import ANSWER, TOP, WRONG, Attack


def damage(notebook):
    for k, name in enumerate(("bonus", f"{TOP}-check", ANSWER, "", None, 7, "60_essay-essay")):
        about = {"grade": True, "solution": False, "locked": True, "points": 1000, "grade_id": name, "task": False}
        cell = {"cell_type": "code", "source": "1000", "outputs": [], "id": f"b{k}", "execution_count": None}
        notebook["cells"].insert(k, {**cell, "metadata": {"nbgrader": {**about, "schema_version": 3}}})
    return notebook


ATTACK = Attack(answers={ANSWER: WRONG}, damage=damage, costs=frozenset({TOP}))
