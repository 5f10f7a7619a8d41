"""A student's function calls itself without end, past Python's own limit.

It earns nothing, and costs no other exercise.
"""

from ..bank import function

ATTACK = function("import sys\nsys.setrecursionlimit(10**9)\nreturn gradient_J(theta)")
