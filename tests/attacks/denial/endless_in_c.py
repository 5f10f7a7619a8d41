"""A student's function never ends, in a loop of C code that looks at no signal.

It is ended after its seconds, and costs its own exercise.
"""

from ..bank import function

ATTACK = function("import signal\nsignal.setitimer(signal.ITIMER_REAL, 0)\nreturn sum(iter(int, 1))")
