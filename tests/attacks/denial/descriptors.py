"""A student's cell opens files until it may open no more, and keeps them.

It costs no more than its own exercises, and the notebook has its verdict.
"""

from ..bank import EVERYTHING, right_with

ATTACK = right_with(
    "kept = []\ntry:\n    while len(kept) < 5000: kept.append(open('/dev/null'))\nexcept OSError: pass",
    may_cost=EVERYTHING,
)
