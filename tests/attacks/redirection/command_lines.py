"""A student's cell reads the command lines of all processes.

Nothing of them is told.
"""

from ..bank import snoop

ATTACK = snoop(
    "import glob\nfor path in glob.glob('/proc/[0-9]*/cmdline'):\n"
    "    try: tell(open(path, 'rb').read())\n    except OSError: pass",
    stopped_by="confinement",
)
