"""A student hands in a wrong answer, and replaces what runs a cell by a function that does nothing.

The wrong answer earns nothing; nor need the later ones, whose cells no longer run.
"""

from ..bank import EVERYTHING, wrong_with

ATTACK = wrong_with("get_ipython().run_cell = lambda *a, **k: None", may_cost=EVERYTHING)
