"""A student's process answers the judge by one byte every now and then.

It is given up after its seconds, and costs its own exercise.
"""

from ..bank import function

ATTACK = function(
    "import os, stat, time\nwhile True:\n    for fd in range(3, 30):\n"
    "        try:\n            if stat.S_ISSOCK(os.fstat(fd).st_mode): os.write(fd, b'\\0')\n"
    "        except OSError: pass\n    time.sleep(0.3)"
)
