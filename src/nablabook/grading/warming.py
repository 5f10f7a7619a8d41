"""What a warm process imports and does once, so that none of its forks has to: for both roles, and for each.

All is imported within the functions: a process that only starts one has no need of it.
"""

from __future__ import annotations

import contextlib
import importlib
import linecache
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nablabook.grading.shell import Shell

#: Of mallopt(3).
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3


def both() -> Shell:
    """Import what all roles need, and draw one figure: the fonts are found once. The shell of all notebooks."""
    from nablabook.grading.shell import make_shell

    shell = make_shell()
    _figures()
    import scipy.special  # noqa: F401

    _cards()
    _tracebacks(shell)
    return shell


def student() -> None:
    from nablabook.grading.student import hide_torch, hurry

    hide_torch()
    hurry()


def judge() -> None:
    import numpy as np
    import torch

    keep_memory()
    # All judges start alike, also in what a locked cell draws without a seed: what one has heard the others know.
    np.random.seed(0)  # noqa: NPY002
    torch.manual_seed(0)
    torch.set_num_threads(1)
    # A product with a given vector imports much of torch, sympy among it, when it is first asked for.
    torch.ones(2, requires_grad=True).backward(torch.ones(2))
    _microscope()
    # torch notes where its generators were given a seed, with the lines.
    for module in ("nablabook.grading.memory", "nablabook.grading.shell", "IPython.core.interactiveshell"):
        linecache.getlines(importlib.import_module(module).__file__ or "")


def keep_memory() -> None:
    """Tell the C library: a fork that gives back what a picture took has to ask the system for it at the next."""
    import ctypes

    with contextlib.suppress(AttributeError, OSError):  # another C library
        for what, size in ((M_MMAP_THRESHOLD, 64 * 2**20), (M_TRIM_THRESHOLD, 256 * 2**20)):
            ctypes.CDLL(None).mallopt(what, size)


def optimizers() -> None:
    """torch imports much of itself when the first optimizer is made."""
    import torch

    torch.optim.SGD([torch.ones(2, requires_grad=True)], lr=0.1).step()


def _cards() -> None:
    """Read and compile the template; with it come the checks."""
    from nablabook.checks import card
    from nablabook.checks.finding import Finding, State

    card.html(Finding(State.PASSED, "", ""))


def _tracebacks(shell: Shell) -> None:
    """Make one: the first looks for the files of all modules that were imported."""
    try:
        raise ValueError
    except ValueError as error:
        shell.InteractiveTB.structured_traceback(ValueError, error, error.__traceback__)


def _figures() -> None:
    import io

    import matplotlib.pyplot as plt

    import nablabook.plots.heatmap
    import nablabook.plots.landscapes  # noqa: F401
    from nablabook.plots import showing
    from nablabook.plots.style import new_figure

    showing.live = False
    plt.switch_backend(os.environ["MPLBACKEND"])
    figure = new_figure(2, 2)
    figure.add_subplot().set_title("∇")
    figure.savefig(io.BytesIO(), format="png")


def _microscope() -> None:
    """Draw what most pictures of new answers are: the first of a process draws its words, and takes twice as long."""
    import numpy as np
    import torch

    from nablabook.plots import showing
    from nablabook.plots.microscope import microscope

    at = np.linspace(-1, 1, 4)
    figure, _ = microscope(np.diag(at), of=torch.sigmoid, at=at)
    showing.as_png(figure)
