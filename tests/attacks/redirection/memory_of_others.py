"""A student's cell reads the memory of the processes above its own and beside it: driver and judge know the tests.

Nothing of it is told.
"""

from ..bank import snoop

ATTACK = snoop(
    """def parts(pid):
    with open(f'/proc/{pid}/maps') as maps, open(f'/proc/{pid}/mem', 'rb', 0) as memory:
        for line in maps:
            where, rights, *rest = line.split()
            a, b = (int(x, 16) for x in where.split('-'))
            if rights.startswith('rw') and len(rest) < 4 and b - a < 5_000_000:
                memory.seek(a)
                yield memory.read(b - a)
pid = os.getpid()
for _ in range(2):
    with open(f'/proc/{pid}/stat') as stat: pid = int(stat.read().rpartition(')')[2].split()[1])
    if pid <= 1: break
    try:
        for part in parts(pid): tell(part)
    except OSError as error: print(type(error).__name__)""",
    stopped_by="confinement",
)
