"""A student's cell looks where the descriptors lead that are open in its process, and reads those that are files.

None leads to the course.
"""

from ..bank import snoop

ATTACK = snoop(
    "for fd in os.listdir('/proc/self/fd'):\n    try:\n        where = os.readlink('/proc/self/fd/' + fd)\n"
    "        if '@ROOT@' in where: print('REACH' + 'ED')\n"
    "        if where.startswith('/') and os.path.isfile(where): tell_file('/proc/self/fd/' + fd)\n"
    "    except OSError: pass"
)
