"""A student hands in JSON that is nested a hundred thousand levels deep.

It has a verdict, and every exercise has its row.
"""

from ..bank import EVERYTHING, Attack

ATTACK = Attack(damage=lambda notebook: "[" * 100_000 + "]" * 100_000, costs=EVERYTHING)
