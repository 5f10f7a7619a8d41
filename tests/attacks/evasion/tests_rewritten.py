"""A student writes `pass` into every check, and an output of 1000 points below it.

The course's own checks run, and the outputs are made anew.
"""

from ..bank import ANSWER, TOP, WRONG, Attack


def damage(notebook):
    shown = {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/plain": "1000"}}
    for cell in notebook["cells"]:
        if str(cell.get("id", "")).endswith("-check"):
            cell |= {"source": "pass", "execution_count": 1, "outputs": [shown]}
    return notebook


ATTACK = Attack(answers={ANSWER: WRONG}, damage=damage, costs=frozenset({TOP}))
