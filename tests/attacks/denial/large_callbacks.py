"""A student's function calls the gradient that the judge has passed to it with arrays of 40 MB.

It is stopped after its seconds, and costs its own exercise.
"""

from ..bank import Attack

ATTACK = Attack(
    answers={
        "40_descend-answer": "def descend(gradient, theta0, lr, steps):\n"
        "    while True: gradient(np.zeros((3, 5_000_000 // 3)).T)"
    },
    costs=frozenset({"40_descend"}),
)
