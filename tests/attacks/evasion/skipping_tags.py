"""A student tags the checks with what executors honour: skip-execution, raises-exception; and allows errors.

The checks run, and what they raise counts.
"""

from ..bank import ANSWER, TOP, WRONG, Attack


def damage(notebook):
    notebook["metadata"]["execution"] = {"allow_errors": True}
    for cell in notebook["cells"]:
        cell["metadata"]["tags"] = ["skip-execution", "raises-exception", "remove-cell", "nbval-skip"]
        cell["metadata"]["deletable"] = True
    return notebook


ATTACK = Attack(answers={ANSWER: WRONG}, damage=damage, costs=frozenset({TOP}))
