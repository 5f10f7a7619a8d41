"""A student's cell prints 60 MB, on both streams.

The rest is cut off, and all answers keep their points.
"""

from ..bank import TOP, right_with

ATTACK = right_with(
    "import sys\nfor k in range(60): print('x' * 1_000_000, file=(sys.stdout, sys.stderr)[k % 2])",
    may_cost=frozenset({TOP}),
)
