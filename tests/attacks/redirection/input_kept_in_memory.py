"""A student's function writes its arguments to memory that forks share; a later cell prints what stands there.

The later cell has nothing to print.
"""

from ..bank import ANSWER, RIGHT, TOP, Attack

KEEP = "    shared.write(repr(theta.tolist()).encode())\n    return"
ATTACK = Attack(
    answers={ANSWER: "import mmap\nshared = mmap.mmap(-1, 4096)\n" + RIGHT.replace("    return", KEEP)},
    added="print(shared[:400].replace(b'\\0', b'').decode())",
    may_cost=frozenset({TOP}),
)
