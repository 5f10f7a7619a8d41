"""A student's cell reads the environment of its own process: passwords of databases often stand there.

None of the grader's variables is there.
"""

from ..bank import snoop

ATTACK = snoop("tell(repr(dict(os.environ)))\ntell_file('/proc/self/environ')", stopped_by="confinement")
