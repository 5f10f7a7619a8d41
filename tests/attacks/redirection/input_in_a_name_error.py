"""A student's function raises errors of Python's own kinds whose fields hold its arguments: a name, and shapes.

The feedback on hidden tests repeats none of them.
"""

from ..bank import function

ATTACK = function(
    "number = repr(float(theta[0])).replace('.', '')\n"
    "if len(number) > 5: raise NameError('no', name='x' + number + str(theta[0]))\n"
    "if theta[0] < 0: raise ValueError(f'operands could not be broadcast together with shapes ({number},) (2,)')\n"
    "return np.array([3 * theta[0] ** 2, -2 * theta[1]])"
)
