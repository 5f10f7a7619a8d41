"""A student's id is a pattern that fits the folders of all the others: [0-9]*.

Only the own notebook is graded under it.
"""

from ..bank import Attack

ATTACK = Attack(student="[0-9]*{a,b}?")
