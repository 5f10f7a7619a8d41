"""Every cell of a student's never ends.

The notebook is stopped after its own seconds; every exercise has its row.
"""

from ..bank import EVERYTHING, Attack

ATTACK = Attack(answers={f"{room}-answer": "while True: pass" for room in EVERYTHING}, costs=EVERYTHING)
