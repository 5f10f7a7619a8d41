"""A student's cell empties the hidden tests in source/.

They stay, and so do all points that hang on them.
"""

from ..bank import wrong_with

ATTACK = wrong_with(
    "import json\npath = '@ROOT@/source/@NAME@/@NAME@.ipynb'\ntry:\n    book = json.load(open(path))\n"
    "    for cell in book['cells']:\n        if cell['id'].endswith('-check'): cell['source'] = 'pass'\n"
    "    json.dump(book, open(path, 'w'))\n    print('REACH' + 'ED')\nexcept OSError as error: print(error)",
    stopped_by="confinement",
    alone=True,
)
