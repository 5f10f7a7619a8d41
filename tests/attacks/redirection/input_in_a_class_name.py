"""A student's function raises an exception whose class is named after its arguments, to read them in feedback.

No name of the student's own gets into a message.
"""

from ..bank import function

ATTACK = function("raise type('x%.9f' % theta[0], (ValueError,), {})(repr(theta.tolist()))")
