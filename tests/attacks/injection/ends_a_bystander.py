"""A student's cell asks, by signal 0, for a process of the same user that has nothing to do with grading.

It finds no such process.
"""

from ..bank import right_with

ATTACK = right_with(
    "import os\ntry:\n    os.kill(@BYSTANDER@, 0)\n    print('REACH' + 'ED')\nexcept OSError as error: print(error)",
    stopped_by="confinement",
)
