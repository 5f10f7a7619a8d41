"""A student's process answers its driver with something that is no list of outputs.

The cell may count as lost; the notebook has its verdict.
"""

from ..bank import EVERYTHING, wrong_with

ATTACK = wrong_with(
    "import nablabook.grading.student as s\nreplies = iter([None, 5, {'a': 1}, 'text', [[[]]], {}])\n"
    "s._plain = lambda outputs: next(replies)",
    may_cost=EVERYTHING,
)
