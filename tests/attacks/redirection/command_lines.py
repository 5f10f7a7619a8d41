"""A student's cell reads the command line of another process.

Nothing of it is told.
"""

from ..bank import snoop

ATTACK = snoop("tell_file('/proc/@BYSTANDER@/cmdline')", stopped_by="confinement")
