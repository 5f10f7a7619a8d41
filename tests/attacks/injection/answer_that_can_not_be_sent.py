"""Where numbers are asked for, a student gives a list that holds itself.

It earns nothing, the others keep their points, and the judge goes on.
"""

from ..bank import Attack

ATTACK = Attack(
    answers={"20_two_steps-answer": "first_step = second_step = [1, 2]\nfirst_step.append(first_step)"},
    costs=frozenset({"20_two_steps"}),
)
