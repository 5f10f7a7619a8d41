"""A student hands in an empty file.

It has a verdict, and every exercise has its row.
"""

from ..bank import EVERYTHING, Attack

ATTACK = Attack(damage=lambda notebook: "", costs=EVERYTHING)
