"""A student's function writes garbage, and the head of a message of 4 GB, to every socket of its process.

It earns nothing, and the other answers keep their points.
"""

from ..bank import function

ATTACK = function(
    "import os\nfor junk in (b'\\xff' * 4, b'\\x00\\x00\\x00\\x05\\xc1\\xc1\\xc1\\xc1\\xc1', os.urandom(5000)):\n"
    "    for fd in range(3, 40):\n        try: os.write(fd, junk)\n        except OSError: pass\nreturn np.zeros(2)"
)
