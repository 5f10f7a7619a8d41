"""A student's function returns a whole number of three million digits.

It earns nothing, and costs no other exercise.
"""

from ..bank import function

ATTACK = function("return 1 << 10_000_000")
