"""A student's function returns a list that is nested a thousand levels deep.

It earns nothing, and costs no other exercise.
"""

from ..bank import function

ATTACK = function("nest = []\nfor _ in range(1000): nest = [nest]\nreturn nest")
