"""A student's cell attaches to the process above it as a debugger does.

It is refused.
"""

from ..bank import snoop

ATTACK = snoop(
    "import ctypes, time\nlibc = ctypes.CDLL(None, use_errno=True)\nparent = os.getppid()\n"
    "if parent > 1 and libc.ptrace(16, parent, 0, 0) == 0:\n"
    "    print('REACH' + 'ED')\n    time.sleep(0.1)\n    libc.ptrace(17, parent, 0, 0)",
    stopped_by="confinement",
)
