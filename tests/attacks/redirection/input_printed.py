"""A student's function prints, warns of and displays its arguments while hidden tests call it.

The feedback shows none of it, and the answer, which is right, keeps its points.
"""

from ..bank import ANSWER, RIGHT, Attack

ATTACK = Attack(
    answers={
        ANSWER: RIGHT.replace(
            "    return",
            "    import sys, warnings\n    print(theta.tolist())\n    print(theta.tolist(), file=sys.stderr)\n"
            "    warnings.warn(repr(theta.tolist()))\n    display(repr(theta.tolist()))\n    return",
        )
    },
)
