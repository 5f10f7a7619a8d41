"""A student, in an exercise for numpy, takes the stand-in for torch out of sys.modules and lets torch differentiate.

The answer earns nothing.
"""

from ..bank import function

ATTACK = function(
    "import sys\nsys.setprofile(None)\n"
    "for name in [n for n in sys.modules if n.partition('.')[0] == 'torch']: del sys.modules[name]\n"
    "t = __import__('tor' + 'ch')\nx = t.tensor(theta, dtype=t.float64, requires_grad=True)\n"
    "J(x).backward()\nreturn x.grad.numpy()",
    stopped_by="confinement",
)
