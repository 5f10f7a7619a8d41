"""A student hands in a wrong answer, and puts an object that agrees to everything in the place of `check`.

The wrong answer earns nothing.
"""

from ..bank import wrong_with

ATTACK = wrong_with("class Yes:\n    def __getattr__(self, name): return lambda *a, **k: None\ncheck = Yes()")
