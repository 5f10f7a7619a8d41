"""A student's cell reads the instructor's notebook, with its answers and hidden tests, where it knows it to lie.

Nothing of it is told.
"""

from ..bank import snoop

ATTACK = snoop("tell_file('@ROOT@/source/@NAME@/@NAME@.ipynb')", stopped_by="confinement")
