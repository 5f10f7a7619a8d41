"""A student's function returns an array of 10^15 entries that takes no memory: all of them are one number.

It earns nothing, and costs no other exercise.
"""

from ..bank import function

ATTACK = function("return np.broadcast_to(np.float64(1.0), (10**5, 10**5, 10**5))")
