"""A student hands in three thousand cells of their own.

The notebook has its verdict in its seconds.
"""

from ..bank import EVERYTHING, Attack


def damage(notebook):
    own = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": "x = 1"}
    notebook["cells"][4:4] = [{**own, "id": f"own{k}"} for k in range(3000)]
    return notebook


ATTACK = Attack(damage=damage, may_cost=EVERYTHING, seconds=60)
