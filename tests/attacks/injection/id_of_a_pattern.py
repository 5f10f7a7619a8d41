"""A student's id is a pattern that fits the folders of all the others: [0-9]*.

Only the own notebook is graded under it.
"""

from ..bank import Attack

ATTACK = Attack(
    student="[0-9]*{a,b}?",
    alone=True,
    hole={
        "stock": "nbgrader looks for notebooks by a pattern made of the folder's name: a name that is a pattern "
        "itself is passed over with a warning; folders are made by the instructor or by nbgrader's exchange, from "
        "account names"
    },
)
