"""A student's function returns a dict whose keys all have one hash, so that whoever builds it anew never ends.

It earns nothing, and the judge goes on.
"""

from ..bank import function

ATTACK = function(
    "import nablabook.grading.student as s\np = 2**61 - 1\n"
    "pairs = [[{'!': 'int', 'v': hex(k * p)}, 0] for k in range(1, 200_000)]\n"
    "fields = dict(error=None, changed=[], warned=[], printed='', forbidden='')\n"
    "s.Server._call = lambda *a: {'!': 'dict', 'v': [*([k, s.encode(v)] for k, v in fields.items()),\n"
    "                                                ['value', {'!': 'dict', 'v': pairs}]]}\nreturn np.zeros(2)",
    seconds=60,
)
