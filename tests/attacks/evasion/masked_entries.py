"""A student's function returns a masked array, whose masked entries count as neither right nor wrong.

The wrong answer earns nothing.
"""

from ..bank import function

ATTACK = function("return np.ma.MaskedArray(np.zeros(2), mask=[True, True])")
