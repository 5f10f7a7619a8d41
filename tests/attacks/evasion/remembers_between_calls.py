"""A student's function keeps the inputs of one call for the next, in a global, and answers with what it has kept.

The wrong answer earns nothing.
"""

from ..bank import ANSWER, TOP, Attack

ATTACK = Attack(
    answers={ANSWER: "kept = []\ndef gradient_J(theta):\n    kept.append(theta)\n    return kept[0]"},
    costs=frozenset({TOP}),
)
