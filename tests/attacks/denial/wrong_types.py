"""A student hands in a notebook in which cells, sources and metadata have the wrong types.

It has a verdict, and every exercise has its row.
"""

from ..bank import EVERYTHING, Attack


def damage(notebook):
    wrong = (None, 5, "text", [], {}, [[]], {"a": None}, -1.5, True)
    for k, cell in enumerate(notebook["cells"]):
        cell[("source", "metadata", "cell_type", "id", "outputs")[k % 5]] = wrong[k % 9]
    notebook["cells"] += wrong
    notebook["metadata"] = wrong[k % 9]
    return notebook


ATTACK = Attack(damage=damage, may_cost=EVERYTHING)
