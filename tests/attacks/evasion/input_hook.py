"""A student hands in a wrong answer, and an input hook that blanks every later cell, the tests among them.

The wrong answer earns nothing: the tests run elsewhere. What the hook blanks are the student's own later answers.
"""

from ..bank import EVERYTHING, wrong_with

ATTACK = wrong_with("get_ipython().input_transformers_cleanup.append(lambda lines: ['pass\\n'])", may_cost=EVERYTHING)
