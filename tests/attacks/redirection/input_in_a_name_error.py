"""A student's function raises errors of Python's own kinds whose fields hold its arguments: the name that is missing.

The feedback on hidden tests does not repeat it.
"""

from ..bank import function

ATTACK = function(
    "number = repr(float(theta[0])).replace('.', '')\n"
    "if len(number) > 5: raise NameError('no', name='x' + number + str(theta[0]))\n"
    "return np.array([3 * theta[0] ** 2, -2 * theta[1]])"
)
