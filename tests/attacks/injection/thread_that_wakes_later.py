"""A student's cell leaves a thread that wakes while later cells run, and then rewrites functions and modules.

It can spoil the student's own answers, and gains nothing.
"""

from ..bank import EVERYTHING, wrong_with

ATTACK = wrong_with(
    "import threading, time\ndef later():\n    while True:\n        time.sleep(0.01)\n"
    "        globals()['J'] = lambda theta: 0\n        np.allclose = lambda *a, **k: True\n"
    "        globals()['descend'] = lambda *a, **k: np.zeros((6, 3))\n"
    "threading.Thread(target=later, daemon=True).start()",
    may_cost=EVERYTHING,
)
