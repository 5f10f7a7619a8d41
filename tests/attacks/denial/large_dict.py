"""A student's function returns a dict with a million keys.

It earns nothing, and costs no other exercise.
"""

from ..bank import function

ATTACK = function("return {str(k): k for k in range(10**6)}")
