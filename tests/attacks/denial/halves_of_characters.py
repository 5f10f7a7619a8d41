"""A student's cells and texts hold halves of characters, which no file can hold.

The notebook has its verdict, and the other answers keep their points.
"""

from ..bank import ANSWER, RIGHT, TOP, Attack

ATTACK = Attack(
    answers={
        ANSWER: f"text = '\\ud800'\nprint('\\ud800')\n# \ud800\n{RIGHT}",
        "60_essay-essay": "Half a character: \ud800 and \udfff",
    },
    damage=lambda notebook: __import__("json").dumps(notebook),
    may_cost=frozenset({TOP}),
)
