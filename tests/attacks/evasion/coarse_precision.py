"""A student's function returns types of number that are compared with the widest tolerance, or with none.

A wrong answer earns nothing, whatever type of number it comes in.
"""

from ..bank import function

ATTACK = function(
    "kinds = [np.float16, np.longdouble, np.complex64, '>f4', bool, 'U3']\n"
    "return np.zeros(2).astype(kinds[int(abs(theta[0]) * 10) % 6])"
)
