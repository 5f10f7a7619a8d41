"""A student's cell asks the gradebook for its students, through SQLite, read-only and immutable.

There is no answer.
"""

from ..bank import snoop

ATTACK = snoop(
    "import sqlite3\nfrom urllib.parse import quote\ntry:\n"
    "    book = sqlite3.connect('file:' + quote('@ROOT@/gradebook.db') + '?mode=ro&immutable=1', uri=True)\n"
    "    tell(repr(book.execute('select * from student').fetchall()))\n"
    "except sqlite3.Error as error:\n    print(error)",
    stopped_by="confinement",
)
