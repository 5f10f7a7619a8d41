"""A student hands in a timestamp.txt that names no time.

The notebook is graded all the same.
"""

from ..bank import Attack

ATTACK = Attack(files={"timestamp.txt": b"half past \xff\x00"})
