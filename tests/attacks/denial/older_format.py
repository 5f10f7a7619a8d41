"""A student hands in a notebook of format 3, which had worksheets.

It has a verdict, and every exercise has its row.
"""

from ..bank import EVERYTHING, Attack


def damage(notebook):
    cells = [
        {"cell_type": "code", "input": c["source"], "language": "python", "outputs": [], "metadata": c["metadata"]}
        for c in notebook["cells"]
        if c["cell_type"] == "code"
    ]
    return {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}


ATTACK = Attack(damage=damage, may_cost=EVERYTHING)
