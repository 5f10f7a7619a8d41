"""A student's id is a line for a shell, and one for SQL.

The notebook is graded like any other, and nothing is run.
"""

from ..bank import Attack

ATTACK = Attack(student="x'; $(touch NABLABOOK) `touch NABLABOOK`; DROP TABLE grade;--\"&|<>")
