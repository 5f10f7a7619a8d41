"""A student's cell reads what the others have handed in, and what came out for those before.

Nothing of it is told.
"""

from ..bank import snoop

ATTACK = snoop(
    "import glob\nfor stage in ('submitted', 'autograded'):\n"
    "    for path in glob.glob(f'@ROOT@/{stage}/*honest*/*/*.ipynb'): tell_file(path)",
    stopped_by="confinement",
)
