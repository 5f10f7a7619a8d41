"""A student's cell lays every descriptor of its process over every other.

Its own exercises may be lost; the notebook has its verdict.
"""

from ..bank import EVERYTHING, wrong_with

ATTACK = wrong_with(
    "import os\nfor a in range(3, 12):\n    for b in range(3, 12):\n        try: os.dup2(a, b)\n"
    "        except OSError: pass",
    may_cost=EVERYTHING,
)
