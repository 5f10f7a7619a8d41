"""A student's cell reads the environments of all other processes.

Nothing of them is told.
"""

from ..bank import snoop

ATTACK = snoop(
    "import glob\nfor path in glob.glob('/proc/[0-9]*/environ'):\n"
    "    try: tell(open(path, 'rb').read())\n    except OSError: pass",
    stopped_by="confinement",
)
