"""A student's id is HTML that shows a picture which is not there.

The notebook is graded like any other, and on the feedback page nothing runs.
"""

from ..bank import Attack

ATTACK = Attack(student="<img src=x onerror=alert(1)>", shows=True, never_shows=("<img src=x onerror",))
