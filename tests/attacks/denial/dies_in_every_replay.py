"""A student's cell leaves a thread that ends the process a moment later, whichever cell is running by then.

The notebook has its verdict in its seconds.
"""

from ..bank import EVERYTHING, right_with

ATTACK = right_with(
    "import os, threading\nthreading.Timer(0.05, os._exit, (1,)).start()", may_cost=EVERYTHING, seconds=25
)
