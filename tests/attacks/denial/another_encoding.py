"""A student hands in a notebook in UTF-16.

It has a verdict, and every exercise has its row.
"""

import json

from ..bank import EVERYTHING, Attack

ATTACK = Attack(damage=lambda notebook: json.dumps(notebook).encode("utf-16"), may_cost=EVERYTHING)
