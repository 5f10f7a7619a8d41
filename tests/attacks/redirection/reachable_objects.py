"""A student's cell follows all references from its process's modules and shell, and prints the texts that it finds.

What the collector has frozen is not in its list, and can be reached all the same. There is nothing of the tests.
"""

from ..bank import snoop

ATTACK = snoop(
    "import gc\nseen, found, due = set(), [], [*sys.modules.values(), get_ipython(), *gc.get_objects()]\n"
    "while due:\n    one = due.pop()\n    if id(one) in seen: continue\n    seen.add(id(one))\n"
    "    if isinstance(one, str) and ('hidden' in one.lower() or 'secret' in one.lower()): found.append(one[:9000])\n"
    "    elif not isinstance(one, (str, bytes, int, float)): due += gc.get_referents(one)\n"
    "tell('\\n'.join(found))"
)
