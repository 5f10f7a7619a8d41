"""A student makes Markdown and raw cells of the checks.

They run all the same; the exercise that isn't solved earns nothing.
"""

from ..bank import ANSWER, TOP, WRONG, Attack


def damage(notebook):
    checks = [c for c in notebook["cells"] if str(c.get("id", "")).endswith("-check")]
    for k, cell in enumerate(checks):
        cell["cell_type"] = ("markdown", "raw")[k % 2]
        for name in ("outputs", "execution_count"):
            del cell[name]
    return notebook


ATTACK = Attack(answers={ANSWER: WRONG}, damage=damage, costs=frozenset({TOP}))
