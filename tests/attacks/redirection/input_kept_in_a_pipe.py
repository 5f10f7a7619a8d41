"""A student's function writes its arguments into a pipe that it opened before; a later cell reads the pipe.

The later cell has nothing to read.
"""

from ..bank import ANSWER, RIGHT, TOP, Attack

PIPE = "import os\ninto = os.pipe()\nos.set_blocking(into[0], False)\nos.set_blocking(into[1], False)\n"
KEEP = "    os.write(into[1], repr(theta.tolist()).encode())\n    return"
ATTACK = Attack(
    answers={ANSWER: PIPE + RIGHT.replace("    return", KEEP)},
    added="try: print(os.read(into[0], 4000))\nexcept OSError: pass",
    may_cost=frozenset({TOP}),
)
