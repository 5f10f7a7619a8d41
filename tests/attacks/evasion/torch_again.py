"""A student, in an exercise for numpy, takes the stand-in for torch out of sys.modules and lets torch differentiate.

The answer earns nothing.
"""

from ..bank import ANSWER, TOP, Attack

ATTACK = Attack(
    answers={
        ANSWER: """import sys
for name in [n for n in sys.modules if n.partition('.')[0] == 'torch']: del sys.modules[name]
t = __import__('tor' + 'ch')
def gradient_J(theta):
    sys.setprofile(None)
    x = t.tensor(theta, dtype=t.float64, requires_grad=True)
    (x[0] ** 3 - x[1] ** 2).backward()
    return x.grad.numpy()
"""
    },
    costs=frozenset({TOP}),
    patient=True,
    seconds=60,
)
