"""A student hands in files with hostile names: quotes, line breaks, options, HTML, 255 letters, other notebooks.

They harm nothing, and all points stay.
"""

from ..bank import Attack

NAMES = (
    "-rf",
    "--force",
    "a\nb.txt",
    "$(touch NABLABOOK).txt",
    "<img src=x onerror=alert(1)>.txt",
    "[*].txt",
    "x" * 250 + ".txt",
    "\u202egnp.exe",
    "{assignment_id}.txt",
    "another.ipynb",
    "sub/01_gradient_descent.ipynb",
    "01_gradient_descent.ipynb.ipynb",
    "gradebook.db",
    ".nbgrader.log",
    "grades.csv",
)
ATTACK = Attack(files=dict.fromkeys(NAMES, "x"))
