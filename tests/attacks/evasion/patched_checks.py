"""A student hands in a wrong answer, and patches the checks' own modules so that they find nothing wrong.

The wrong answer earns nothing: the judge has modules of its own.
"""

from ..bank import wrong_with

ATTACK = wrong_with(
    "import nablabook.checks.examine as e, nablabook.checks.report as r, nablabook.checks.finding as f\n"
    "e.find = lambda q: None\nr.report = e.report = e.examine = lambda *a: None\n"
    "f.State.fails = property(lambda self: False)"
)
