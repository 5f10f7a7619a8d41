"""A student's cell reads all memory of its own process, where a fork may have left what its parent once held.

There is nothing of the tests, and nothing of earlier notebooks.
"""

from ..bank import snoop

ATTACK = snoop(
    """with open('/proc/self/maps') as maps, open('/proc/self/mem', 'rb', 0) as memory:
    for line in maps.readlines():
        where, rights, *rest = line.split()
        a, b = (int(x, 16) for x in where.split('-'))
        if rights.startswith('rw') and b - a < 50_000_000:
            try:
                memory.seek(a)
                tell(memory.read(b - a))
            except OSError: pass""",
    stopped_by="confinement",
)
