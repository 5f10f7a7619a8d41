"""A student's cell starts 150 processes that stay.

It doesn't get so many, none is left, and all answers keep their points.
"""

from ..bank import TOP, right_with

ATTACK = right_with(
    "import os, time\npids = []\ntry:\n    for _ in range(150):\n        pid = os.fork()\n"
    "        if pid == 0:\n            time.sleep(4)\n            os._exit(0)\n        pids.append(pid)\n"
    "except OSError as error: print(error)\nif len(pids) > 100: print('REACH' + 'ED', len(pids))",
    may_cost=frozenset({TOP}),
    stopped_by="confinement",
)
