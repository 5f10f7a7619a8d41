"""A student's function sleeps for an hour.

It is stopped after its seconds, and costs its own exercise.
"""

from ..bank import function

ATTACK = function("import time\ntime.sleep(3600)")
