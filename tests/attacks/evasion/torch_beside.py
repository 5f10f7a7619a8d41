"""A student, in an exercise for numpy, starts another Python in which torch differentiates.

The answer earns nothing.
"""

from ..bank import function

ATTACK = function(
    "import subprocess, sys, json\n"
    "code = ('import torch, json; x = torch.tensor(%r, dtype=torch.float64, requires_grad=True);'\n"
    "        '(x[0] ** 3 - x[1] ** 2 + 1).backward(); print(json.dumps(x.grad.tolist()))' % list(map(float, theta)))\n"
    "said = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True)\n"
    "return np.array(json.loads(said.stdout))",
    stopped_by="confinement",
)
