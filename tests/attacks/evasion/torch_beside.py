"""A student, in an exercise for numpy, starts another Python in which torch differentiates.

The answer earns nothing.
"""

from ..bank import ANSWER, TOP, Attack

SERVER = (
    "import json, sys, torch\\n"
    "for line in sys.stdin:\\n"
    "    x = torch.tensor(json.loads(line), dtype=torch.float64, requires_grad=True)\\n"
    "    (x[0] ** 3 - x[1] ** 2).backward()\\n"
    "    print(json.dumps(x.grad.tolist()), flush=True)\\n"
)
ATTACK = Attack(
    answers={
        ANSWER: f"""import json, subprocess, sys
beside = subprocess.Popen([sys.executable, '-c', '{SERVER}'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
def gradient_J(theta):
    print(json.dumps([float(x) for x in theta]), file=beside.stdin, flush=True)
    return np.array(json.loads(beside.stdout.readline()))
"""
    },
    costs=frozenset({TOP}),
    stopped_by="confinement",
    patient=True,
    seconds=60,
)
