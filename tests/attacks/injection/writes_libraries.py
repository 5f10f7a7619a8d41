"""A student's cell changes a module that the grader imports, and puts others beside it: a .pth, bytecode.

Nothing is written.
"""

from ..bank import right_with

ATTACK = right_with(
    "import os\nos.makedirs('@LIBRARY@/__pycache__', exist_ok=True)\n"
    "for name in ('bank_library.py', '@MARK@.pth', 'sitecustomize_@MARK@.py', '__pycache__/@MARK@.pyc'):\n"
    "    try:\n        with open('@LIBRARY@/' + name, 'a') as file: file.write('# @MARK@\\n')\n"
    "    except OSError as error: print(error)",
    stopped_by="confinement",
)
