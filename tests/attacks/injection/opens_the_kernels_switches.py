"""A student's cell opens switches of the kernel for writing, and memory of the process above; it writes nothing.

It is refused.
"""

from ..bank import right_with

ATTACK = right_with(
    "import os\nparent = os.getppid()\npaths = ['/proc/sys/kernel/core_pattern', '/proc/self/oom_score_adj']\n"
    "paths = paths[:1] + ([f'/proc/{parent}/mem'] if parent > 1 else [])\n"
    "for path in paths:\n    try:\n        os.close(os.open(path, os.O_WRONLY))\n        print('REACH' + 'ED', path)\n"
    "    except OSError as error: print(error)",
    stopped_by="confinement",
)
