"""A student's cell starts 300 threads that stay.

It doesn't get so many, and the other answers keep their points.
"""

from ..bank import EVERYTHING, right_with

ATTACK = right_with(
    "import threading, time\nstarted = 0\ntry:\n    for _ in range(300):\n"
    "        threading.Thread(target=time.sleep, args=(3,), daemon=True).start()\n        started += 1\n"
    "except RuntimeError as error: print(error)\nif started > 200: print('REACH' + 'ED', started)",
    may_cost=EVERYTHING,
    stopped_by="confinement",
)
