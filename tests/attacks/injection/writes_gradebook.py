"""A student's cell gives everybody 1000 points by one line of SQL.

No grade changes.
"""

from ..bank import wrong_with

ATTACK = wrong_with(
    "import sqlite3\ntry:\n    book = sqlite3.connect('@ROOT@/gradebook.db', timeout=0.5)\n"
    "    book.execute('update grade set manual_score = 1000, auto_score = 1000')\n    book.commit()\n"
    "    print('REACH' + 'ED')\nexcept sqlite3.Error as error: print(error)",
    stopped_by="confinement",
    alone=True,
)
