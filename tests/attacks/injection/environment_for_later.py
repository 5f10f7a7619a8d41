"""A student's cell changes the environment, the limits, the umask and the random state of its process.

The notebooks after it are graded as if it had never been.
"""

from ..bank import right_with

ATTACK = right_with(
    "import os, resource, random\nos.environ['PYTHONPATH'] = os.environ['LD_PRELOAD'] = '/@MARK@'\nos.umask(0o777)\n"
    "resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))\nrandom.seed(1)\nnp.random.seed(1)\nnp.seterr(all='raise')\n"
    "os.nice(5)"
)
