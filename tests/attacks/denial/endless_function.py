"""A student's function never ends.

It is stopped after its seconds, and costs its own exercise.
"""

from ..bank import function

ATTACK = function("while True: pass")
