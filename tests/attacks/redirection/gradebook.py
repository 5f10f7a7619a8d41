"""A student's cell reads the gradebook's file.

Nothing of it is told.
"""

from ..bank import snoop

ATTACK = snoop("tell_file('@ROOT@/gradebook.db')", stopped_by="confinement")
