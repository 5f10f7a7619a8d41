"""A student's function returns a text of ten million NULs, and one with half a character.

It earns nothing, and costs no other exercise.
"""

from ..bank import function

ATTACK = function("return '\\0' * 10_000_000 if theta[0] > 1 else '\\ud800'")
