"""A student's cell never ends, catches every exception, and ignores interrupts.

It is ended after its seconds, and costs its own exercise.
"""

from ..bank import ANSWER, TOP, Attack

DEAF = """import signal
for number in range(1, 32):
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
while True:
    try:
        while True: pass
    except BaseException: pass
"""
ATTACK = Attack(answers={ANSWER: DEAF}, costs=frozenset({TOP}))
