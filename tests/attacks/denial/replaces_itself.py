"""A student's function replaces itself by another function at each call, under its own name, and returns functions.

It earns nothing, and costs no other exercise.
"""

from ..bank import ANSWER, TOP, Attack

ATTACK = Attack(
    answers={
        ANSWER: "def gradient_J(theta):\n    global gradient_J\n    old = gradient_J\n"
        "    gradient_J = lambda *a: old(*a)\n    return gradient_J"
    },
    costs=frozenset({TOP}),
)
