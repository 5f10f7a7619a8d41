"""A student hands in a folder that is called as the notebook.

It has a verdict, and every exercise has its row.
"""

from ..bank import EVERYTHING, Attack


def place(folder, words):
    notebook = folder / f"{words['NAME']}.ipynb"
    notebook.unlink()
    notebook.mkdir()
    (notebook / "x.txt").write_text("x")


ATTACK = Attack(place=place, costs=EVERYTHING)
