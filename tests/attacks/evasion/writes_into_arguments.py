"""A student's function writes into its arguments, so that the reference is computed from the changed numbers.

It earns nothing: the arguments are copies.
"""

from ..bank import function

ATTACK = function("theta[...] = 0\nreturn np.zeros(2)")
