"""A student's cell climbs from its own frame to the grader's, and prints what stands in their variables.

There is nothing of the tests in its process.
"""

from ..bank import snoop

ATTACK = snoop(
    "frame = sys._getframe()\nwhile frame:\n    tell(repr(frame.f_locals) + repr(frame.f_globals)[:10**6])\n"
    "    frame = frame.f_back"
)
