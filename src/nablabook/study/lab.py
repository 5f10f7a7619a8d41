"""JupyterLab, set up for the course."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

import zmq

from nablabook import tools
from nablabook.study import copies

# Jupyter's settings for the course, as files in Jupyter's own layout. What a learner sets in the Lab goes first.
SETTINGS = Path(__file__).parent / "jupyter"

# Lab restores the tabs of a workspace: one of our own, kept beside the notebooks, never shows those of another course.
WORKSPACE = "nablabook"


def arguments(root: Path, name: str, *, browser: bool, port: int | None) -> list[str]:
    """JupyterLab's command line: the learner's copies as its root folder, `name` opened."""
    study = root / copies.FOLDER
    path = copies.notebook(root, name).relative_to(study).as_posix()
    given = [
        f"--ServerApp.root_dir={study}",
        f"--LabApp.default_url=/lab/workspaces/{WORKSPACE}/tree/{quote(path)}",
        f"--LabApp.workspaces_dir={study / '.workspaces'}",
        "--LabApp.custom_css=True",
        "--ServerApp.kernel_spec_manager_class=nablabook.study.kernels.ThisPython",
        # Errors and the address to open; the rest would bury it.
        "--Application.log_level=ERROR",
    ]
    if zmq.has("curve"):
        # Else each kernel warns of eavesdroppers.
        given.append("--MappingKernelManager.transport_encryption=auto")
    if not browser:
        given.append("--no-browser")
    if port is not None:
        given.append(f"--port={port}")
    # Jupyter refuses to run as root, which is all there is in many containers.
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        given.append("--allow-root")
    return given


def start(root: Path, name: str, *, browser: bool = True, port: int | None = None) -> None:
    """Run JupyterLab in this process, until it is stopped: Ctrl-C and other signals are Jupyter's own."""
    tools.put_on_path()
    before = os.environ.get("JUPYTER_CONFIG_PATH")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join([str(SETTINGS), *([before] if before else [])])
    from jupyterlab.labapp import LabApp

    LabApp.launch_instance(arguments(root, name, browser=browser, port=port))
