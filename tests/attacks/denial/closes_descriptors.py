"""A student's cell closes every descriptor of its process.

It costs its own exercise.
"""

from ..bank import TOP, right_with

ATTACK = right_with("import os\nos.closerange(0, 4096)", may_cost=frozenset({TOP}))
