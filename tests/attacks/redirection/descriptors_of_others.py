"""A student's cell borrows the open descriptors of the processes above it, with pidfd_getfd.

It gets none.
"""

from ..bank import snoop

ATTACK = snoop(
    "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nparent = os.getppid()\n"
    "pidfd = libc.syscall(434, parent, 0) if parent > 1 else -1\n"
    "if pidfd >= 0 and any(libc.syscall(438, pidfd, fd, 0) >= 0 for fd in range(3, 30)): print('REACH' + 'ED')",
    stopped_by="confinement",
)
