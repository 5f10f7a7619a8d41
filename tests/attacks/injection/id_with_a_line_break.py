"""A student's folder has a line break in its name.

The notebook is graded like any other, or refused in a line; the class is graded in any case.
"""

from ..bank import Attack

ATTACK = Attack(
    student="a\nb",
    alone=True,
    hole={
        "stock": "nbgrader's own pattern for folders does not match a line break, and it ends the whole command; "
        "folders are made by the instructor or by nbgrader's exchange, from account names, which have none"
    },
)
