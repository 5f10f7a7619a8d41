"""A student's cell asks the garbage collector for all objects, and looks at every text in them.

There is nothing of the tests in its process.
"""

from ..bank import snoop

ATTACK = snoop(
    "import gc\nfound = []\nfor thing in gc.get_objects():\n    if type(thing) in (dict, list, tuple, set):\n"
    "        for item in list(thing.values() if type(thing) is dict else thing):\n"
    "            if type(item) is str and 'canary-' in item: found.append(item)\ntell(' '.join(found))"
)
