"""A student's cell reads the home of whoever grades.

Nothing of it is told.
"""

from ..bank import snoop

ATTACK = snoop(
    "import glob\nfor home in {'@HOME@', os.path.expanduser('~')}:\n"
    "    for path in glob.glob(home + '/*.txt'): tell_file(path)",
    stopped_by="confinement",
)
