"""A student hands in files called as the libraries are: numpy.py, torch.py, scipy.py, nablabook.py, json.py.

They are never imported: a wrong answer earns nothing, and right ones keep their points.
"""

from ..bank import ANSWER, TOP, WRONG, Attack

SHADOW = "import os\nos.system('touch @HOME@/@MARK@')\nallclose = array = lambda *a, **k: True\n"
NAMES = ("numpy", "torch", "scipy", "nablabook", "json", "msgpack", "IPython", "ast")
ATTACK = Attack(answers={ANSWER: WRONG}, files={f"{n}.py": SHADOW for n in NAMES}, costs=frozenset({TOP}))
