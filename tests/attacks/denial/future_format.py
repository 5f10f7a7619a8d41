"""A student hands in a notebook of format 99.

It has a verdict, and every exercise has its row.
"""

from ..bank import EVERYTHING, Attack

ATTACK = Attack(damage=lambda notebook: {**notebook, "nbformat": 99}, may_cost=EVERYTHING)
