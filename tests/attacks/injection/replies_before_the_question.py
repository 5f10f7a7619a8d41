"""A student's cell writes replies to questions that have not been asked yet, on every descriptor.

Its own answers may be lost by it; no point is gained, and the notebook has its verdict.
"""

from ..bank import EVERYTHING, wrong_with

ATTACK = wrong_with(
    "import msgpack, os, struct, stat\nfor number in range(1, 40):\n"
    "    body = msgpack.packb({'id': number, 'value': {'value': 1}, 'outputs': [], 'pid': os.getpid()})\n"
    "    for fd in range(3, 40):\n        try:\n"
    "            if stat.S_ISSOCK(os.fstat(fd).st_mode): os.write(fd, struct.pack('!I', len(body)) + body)\n"
    "        except OSError: pass",
    may_cost=EVERYTHING,
)
