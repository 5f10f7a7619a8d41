"""A student hands in a link to a device without an end beside the notebook.

It is not followed: the notebook is graded.
"""

from ..bank import Attack


def place(folder, words):
    # The size limit is for a grader that follows it: 0 bytes where reading blocks, an error where it never ends.
    (folder / "data.csv").symlink_to("/dev/full")


ATTACK = Attack(
    place=place,
    alone=True,
    lacking=lambda: "a grader that follows it would fill the disk: see linked_files, which is the same",
)
