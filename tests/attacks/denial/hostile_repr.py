"""A student's cell ends in an object whose text never ends, and another's text calls itself.

It is stopped after its seconds; the answer, which is right, keeps its points or is lost alone.
"""

from ..bank import TOP, right_with

ATTACK = right_with(
    "class Mirror:\n    def __repr__(self): return repr(self)\n"
    "class Slow:\n    def __repr__(self):\n        while True: pass\ndisplay(Mirror())\nSlow()",
    may_cost=frozenset({TOP}),
)
