"""A student's cell and essay hold formulas in fifty thousand braces.

Feedback is made, for this student and for the class.
"""

from ..bank import Attack

ATTACK = Attack(
    answers={"60_essay-essay": f"$${'{' * 50_000}x{'}' * 50_000}$$\n\n${chr(92)}frac" + "{\\frac" * 20_000 + "$"},
    added="display({'text/latex': '$' + '{' * 50_000 + 'x' + '}' * 50_000 + '$', 'text/plain': 'x'}, raw=True)",
)
