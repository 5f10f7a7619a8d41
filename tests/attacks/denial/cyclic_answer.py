"""A student's function returns a list that holds itself.

It earns nothing, and costs no other exercise.
"""

from ..bank import function

ATTACK = function("cycle = [1.0]\ncycle.append(cycle)\nreturn cycle")
