"""A student hands in a named pipe beside the notebook, from which nobody ever reads.

It is left alone: the notebook is graded.
"""

import os

from ..bank import Attack


def place(folder, words):
    os.mkfifo(folder / "data.csv")


ATTACK = Attack(place=place)
