"""A student's cell writes start files into the home of whoever grades: for the shell, IPython, Python, matplotlib.

Nothing is written.
"""

from ..bank import right_with

ATTACK = right_with(
    "import os\nfor name in ('.@MARK@', '.bash_login', '.ipython/profile_default/startup/00-@MARK@.py',\n"
    "             '.config/matplotlib/matplotlibrc', '.local/lib/python3.11/site-packages/usercustomize.py'):\n"
    "    path = os.path.join('@HOME@', name)\n    try:\n        os.makedirs(os.path.dirname(path), exist_ok=True)\n"
    "        with open(path, 'a') as file: file.write('# @MARK@\\n')\n    except OSError as error: print(error)",
    stopped_by="confinement",
)
