"""A student's cell looks for notebooks in the folders above its own.

Nothing is found.
"""

from ..bank import snoop

ATTACK = snoop(
    "import itertools, pathlib\nhere = pathlib.Path.cwd()\nfor root in list(here.parents)[:2]:\n"
    "    for path in itertools.islice(root.rglob('*.ipynb'), 500): tell_file(path)",
    stopped_by="confinement",
)
