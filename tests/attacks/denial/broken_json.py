"""A student hands in a file that is no JSON: the first half of a notebook.

It has a verdict, every exercise has its row, and the class is graded.
"""

import json

from ..bank import EVERYTHING, Attack

ATTACK = Attack(damage=lambda notebook: json.dumps(notebook)[:3000], costs=EVERYTHING)
