"""A student hands in a link to the instructor's notebook in place of a notebook.

It is not followed: nothing is earned, and nothing of it is told.
"""

from ..bank import EVERYTHING, Attack


def place(folder, words):
    notebook = folder / f"{words['NAME']}.ipynb"
    notebook.unlink()
    notebook.symlink_to(f"{words['ROOT']}/source/{words['NAME']}/{words['NAME']}.ipynb")


ATTACK = Attack(place=place, costs=EVERYTHING)
