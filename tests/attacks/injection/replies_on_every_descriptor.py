"""A student's function writes forged replies to every descriptor that its process has inherited.

It earns nothing, and the answers after it keep their points: what doesn't fit the question ends the talk.
"""

from ..bank import function

ATTACK = function(
    "import msgpack, os, struct\nfor number in range(1, 60):\n"
    "    body = msgpack.packb({'id': number, 'value': None, 'outputs': [], 'pid': 1})\n"
    "    for fd in range(3, 40):\n        try: os.write(fd, struct.pack('!I', len(body)) + body)\n"
    "        except OSError: pass\nreturn np.zeros(2)"
)
