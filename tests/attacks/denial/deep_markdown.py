"""A student's essay is quotes in quotes in quotes, lists in lists, brackets, and stars: 150 kB of them.

Feedback is made, for this student and for the class.
"""

from ..bank import Attack

EVIL = "\n\n".join(
    (">" * 20_000 + "x", "- " * 10_000 + "x", "[" * 20_000, "*a " * 10_000, "`" * 9_999, "<a " * 9_000, "![](" * 5_000)
)
ATTACK = Attack(answers={"60_essay-essay": EVIL})
