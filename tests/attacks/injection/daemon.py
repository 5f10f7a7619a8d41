"""A student's cell forks twice, so that a process of its own lives on when the notebook has been graded.

No process is left.
"""

from ..bank import right_with

NAME = "import ctypes; ctypes.CDLL(None).prctl(15, b'@MARK@'[:15], 0, 0, 0)\n"
ATTACK = right_with(
    "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        "
    + NAME
    + "        os.closerange(0, 64)\n        for _ in range(90): time.sleep(1)\n    os._exit(0)",
    stopped_by="confinement",
)
