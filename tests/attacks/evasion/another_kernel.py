"""A student changes the notebook's kernel to bash, its language, and its mark of the builder.

The notebook is run as the course says.
"""

from ..bank import ANSWER, TOP, WRONG, Attack


def damage(notebook):
    notebook["metadata"] = {
        "kernelspec": {"name": "bash", "display_name": "; touch x", "language": "bash"},
        "language_info": {"name": "bash"},
        "nablabook": {"assignment": "another"},
        "celltoolbar": "Create Assignment",
    }
    return notebook


ATTACK = Attack(answers={ANSWER: WRONG}, damage=damage, costs=frozenset({TOP}))
