"""A student's cell reads the environment of another process of the same user.

Nothing of it is told.
"""

from ..bank import snoop

ATTACK = snoop("tell_file('/proc/@BYSTANDER@/environ')", stopped_by="confinement")
