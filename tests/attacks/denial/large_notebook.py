"""A student hands in a notebook of 100 MB: most of it is an output, some is metadata.

It is graded, and the graded notebook is small.
"""

from ..bank import Attack


def damage(notebook):
    notebook["metadata"]["large"] = "x" * 10_000_000
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * 90_000_000}]
            return notebook


ATTACK = Attack(damage=damage, seconds=45)
