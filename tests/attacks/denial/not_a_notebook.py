"""A student hands in JSON that is no notebook: a list of numbers.

It has a verdict, and every exercise has its row.
"""

from ..bank import EVERYTHING, Attack

ATTACK = Attack(damage=lambda notebook: [1, 2, {"cells": 3}], costs=EVERYTHING)
