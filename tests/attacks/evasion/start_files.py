"""A student hands in the files that Python, IPython, matplotlib, pytest and nbgrader look for when they start.

None of them is read.
"""

from ..bank import ANSWER, TOP, WRONG, Attack

RUNS = "import os\nos.system('touch @HOME@/@MARK@')\n"
NAMES = (
    "sitecustomize.py",
    "usercustomize.py",
    "conftest.py",
    "ipython_config.py",
    "jupyter_config.py",
    "nbgrader_config.py",
    "jupyter_nbconvert_config.py",
    ".ipython/profile_default/startup/00.py",
)
ATTACK = Attack(
    answers={ANSWER: WRONG},
    files={**dict.fromkeys(NAMES, RUNS), "matplotlibrc": "backend: module://nothing\n"},
    costs=frozenset({TOP}),
)
