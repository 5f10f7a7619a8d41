"""A student's id has dashes, dots, a percent sign, a backslash and braces as format strings have them.

The notebook is graded like any other.
"""

from ..bank import Attack

ATTACK = Attack(student="--force ..%s%n {0} {student_id} \\1 \\n ~")
