"""A student prints codes that move a terminal's cursor, turn writing round and set a window's title.

The feedback page holds none of them, and all points stay.
"""

from ..bank import right_with

ATTACK = right_with(
    "print('\\x1b]0;title\\x07\\x1b[2J\\x1b[1;1H\\u202edone\\u2066\\x00\\x9b31m\\r\\r\\n')\n"
    "raise ValueError('\\x1b[8m\\u202e\\x00')",
    never_shows=("\x9b", "\u202edone\u2066", "\x00"),
)
