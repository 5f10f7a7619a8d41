"""The kernel of the study notebooks."""

from __future__ import annotations

from jupyter_client.kernelspec import KernelSpecManager
from traitlets import default


class ThisPython(KernelSpecManager):
    """Knows one kernel, "Python 3 (ipykernel)": the Python that runs Jupyter, which is the one that has the course.

    Stock Jupyter searches folders for it, and a kernel of the same name that the user installed for another Python may
    come first.
    """

    @default("kernel_dirs")
    def _no_search(self) -> list[str]:
        return []
