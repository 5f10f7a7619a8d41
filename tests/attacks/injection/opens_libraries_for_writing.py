"""A student's cell opens modules of the environment and of the package for writing; it writes nothing.

It is refused.
"""

from ..bank import right_with

ATTACK = right_with(
    "import json, numpy, nablabook.grading.judge, nablabook.checks.examine, IPython\n"
    "for module in (json, numpy, nablabook.grading.judge, nablabook.checks.examine, IPython):\n"
    "    try:\n        open(module.__file__, 'ab').close()\n        print('REACH' + 'ED', module.__name__)\n"
    "    except OSError as error: print(error)",
    stopped_by="confinement",
)
