"""A student's cell asks whether files of the course exist, and how large they are.

It is told nothing.
"""

from ..bank import snoop

ATTACK = snoop(
    "for path in ('@ROOT@/gradebook.db', '@ROOT@/source/@NAME@/@NAME@.ipynb'):\n"
    "    if os.path.exists(path): print('REACH' + 'ED', os.stat(path).st_size)",
    stopped_by="confinement",
)
