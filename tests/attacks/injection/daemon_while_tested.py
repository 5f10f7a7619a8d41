"""A student's function leaves a process behind when hidden tests call it.

No process is left, and the answer, which is right, keeps its points.
"""

from ..bank import ANSWER, RIGHT, TOP, Attack

LEAVES = """    import ctypes, os, time
    if not left:
        left.append(1)
        if os.fork() == 0:
            os.setsid()
            ctypes.CDLL(None).prctl(15, b'@MARK@'[:15], 0, 0, 0)
            os.closerange(0, 64)
            for _ in range(90): time.sleep(1)
            os._exit(0)
    return"""
ATTACK = Attack(
    answers={ANSWER: "left = []\n" + RIGHT.replace("    return", LEAVES)},
    may_cost=frozenset({TOP}),
    stopped_by="confinement",
)
