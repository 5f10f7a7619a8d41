"""A student's cell blanks the notebooks of those who are graded later.

They stay as they are.
"""

from ..bank import right_with

ATTACK = right_with(
    "import glob\nfor path in glob.glob('@ROOT@/submitted/*honest*/*/*.ipynb'):\n"
    "    try:\n        with open(path, 'w') as file: file.write('{}')\n        print('REACH' + 'ED')\n"
    "    except OSError as error: print(error)",
    stopped_by="confinement",
    alone=True,
)
