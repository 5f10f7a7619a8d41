"""A student's cell lists the course's masters in the clone that the package is installed from.

Nothing is listed.
"""

from ..bank import snoop

ATTACK = snoop(
    "import nablabook\nroots = {'@REPOSITORY@', os.path.abspath(os.path.join(nablabook.__path__[0], '..', '..'))}\n"
    "for root in roots:\n    for stage in ('course', 'source', 'tests'):\n"
    "        try:\n            if os.listdir(os.path.join(root, stage)): print('REACH' + 'ED', stage)\n"
    "        except OSError: pass",
    stopped_by="confinement",
)
