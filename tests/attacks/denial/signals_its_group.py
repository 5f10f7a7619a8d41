"""A student's cell sends a deadly signal to all processes of its group.

It costs its own exercise at most; the grader is not of its group.
"""

from ..bank import TOP, right_with

ATTACK = right_with("import os, signal\nos.killpg(0, signal.SIGKILL)", may_cost=frozenset({TOP}))
