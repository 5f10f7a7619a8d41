"""A student's function raises the checks' own exception with a finding that says Passed.

It earns nothing.
"""

from ..bank import function

ATTACK = function(
    "from nablabook.checks.finding import Finding, NotYet, State\n"
    "raise NotYet(Finding(State.PASSED, 'gradient_J', '', hidden=True))"
)
