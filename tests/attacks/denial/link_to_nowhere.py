"""A student hands in a notebook that is a link to nowhere, and another link that leads to itself.

They have a verdict, and every exercise has its row.
"""

from ..bank import EVERYTHING, Attack


def place(folder, words):
    notebook = folder / f"{words['NAME']}.ipynb"
    notebook.unlink()
    notebook.symlink_to("nowhere.ipynb")
    (folder / "loop.txt").symlink_to("loop.txt")


ATTACK = Attack(place=place, costs=EVERYTHING)
