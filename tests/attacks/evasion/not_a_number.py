"""A student's function returns NaN with a payload, and an infinity.

The wrong answer earns nothing: NaN equals nothing.
"""

from ..bank import function

ATTACK = function("return np.array([0x7ff8dead00000001, 0xfff0000000000000], dtype=np.uint64).view(np.float64)")
