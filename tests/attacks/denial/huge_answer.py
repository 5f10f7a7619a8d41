"""A student's function returns an array of 400 MB.

It earns nothing, and costs no other exercise.
"""

from ..bank import function

ATTACK = function("return np.zeros(50_000_000)")
