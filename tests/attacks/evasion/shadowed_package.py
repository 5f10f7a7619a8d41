"""A student hands in a folder nablabook/checks, whose verbs all agree.

It is never imported.
"""

from ..bank import ANSWER, TOP, WRONG, Attack

ATTACK = Attack(
    answers={ANSWER: WRONG},
    files={
        "nablabook/__init__.py": "import os\nos.system('touch @HOME@/@MARK@')\n",
        "nablabook/checks/__init__.py": "gradient = values = path = equal = by_hand = lambda *a, **k: None\n",
    },
    costs=frozenset({TOP}),
)
