"""A student hands in links beside the notebook: to the gradebook, to the tests, to a home, to a process.

What they lead to is not copied to where a student gets feedback from.
"""

from ..bank import Attack


def place(folder, words):
    (folder / "a.txt").symlink_to(f"{words['ROOT']}/gradebook.db")
    (folder / "b.txt").symlink_to(f"../../../source/{words['NAME']}/{words['NAME']}.ipynb")
    (folder / "data").mkdir()
    (folder / "data" / "c.txt").symlink_to(f"{words['HOME']}/secret.txt")
    (folder / "d").symlink_to(f"{words['ROOT']}/source", target_is_directory=True)
    (folder / "self").symlink_to("/proc/self/environ")


ATTACK = Attack(place=place)
