"""A student's cell leaves files in the folders that all users share: /tmp, /var/tmp, /dev/shm.

No file is left.
"""

from ..bank import right_with

ATTACK = right_with(
    "for folder in ('/tmp', '/var/tmp', '/dev/shm', '@TMP@'):\n"
    "    try:\n        with open(folder + '/@MARK@', 'w') as file: file.write('x')\n"
    "    except OSError as error: print(error)",
    stopped_by="confinement",
)
