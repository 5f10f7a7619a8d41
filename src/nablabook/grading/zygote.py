"""A warm process that forks: started once as a program of its own, with everything imported that its forks need.

    python -m nablabook.grading.zygote student FD
    python -m nablabook.grading.zygote judge FD

FD is its end of a channel. For each message it forks a process that serves a notebook on the descriptor in it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys

# One thread for every library, before any is imported: a fork of a process with a pool of threads hangs.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ[_variable] = "1"


def main(role: str, fd: int) -> None:
    from nablabook.grading import judge, student
    from nablabook.grading.shell import make_shell
    from nablabook.grading.wire import Channel, WireError

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the driver's to handle
    control = Channel(socket.socket(fileno=fd))
    # What libraries print to the bare descriptors belongs to no cell.
    null = os.open(os.devnull, os.O_RDWR)
    for bare in (0, 1) if "NABLABOOK_DEBUG" in os.environ else (0, 1, 2):
        os.dup2(null, bare)
    shell = make_shell()
    (warm_judge if role == "judge" else warm_student)()
    serve = judge.main if role == "judge" else student.main
    control.send({"ready": role})
    children: set[int] = set()
    while True:
        try:
            message, fds = control.receive_fds(1)
        except WireError:
            break
        children = {pid for pid in children if not _ended(pid)}
        pid = os.fork()
        if pid == 0:
            os.setsid()
            control.close()
            code = 1
            try:
                os.chdir(message["folder"])
                serve(Channel(socket.socket(fileno=fds[0])), shell)
                code = 0
            finally:
                os._exit(code)
        os.close(fds[0])
        children.add(pid)
        control.send({"pid": pid})
    for pid in children:
        end(pid)


def warm_student() -> None:
    """Everything that a notebook's first cells import, and one figure: the fonts are found once."""
    from nablabook.grading.student import hide_torch

    hide_torch()
    _warm_figures()
    import nablabook.checks  # noqa: F401


def warm_judge() -> None:
    import torch

    torch.set_num_threads(1)
    # torch imports much of itself at the first step of an optimizer.
    weight = torch.ones(2, requires_grad=True)
    (weight**2).sum().backward()
    torch.optim.SGD([weight], lr=0.1).step()
    _warm_figures()
    import scipy.special  # noqa: F401

    from nablabook.checks import card
    from nablabook.checks.finding import Finding, State

    card.html(Finding(State.PASSED, "", ""))  # reads and compiles the template


def _warm_figures() -> None:
    import io

    import ipywidgets  # noqa: F401
    import matplotlib.pyplot as plt

    import nablabook.plots.heatmap
    import nablabook.plots.landscapes  # noqa: F401
    from nablabook.plots.style import new_figure

    plt.switch_backend(os.environ["MPLBACKEND"])
    figure = new_figure(2, 2)
    figure.add_subplot().set_title("∇")
    figure.savefig(io.BytesIO(), format="png")


def end(pid: int) -> None:
    """Kill a fork with all of its process group, and bury it."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError):
            kill(pid, signal.SIGKILL)
    _ended(pid, 0)


def _ended(pid: int, flags: int = os.WNOHANG) -> bool:
    try:
        return os.waitpid(pid, flags)[0] == pid
    except ChildProcessError:
        return True


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
