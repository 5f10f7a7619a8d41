"""A Jupyter server extension that gives JupyterLab the course's own custom.css."""

from __future__ import annotations

from pathlib import Path

from jupyter_server.serverapp import ServerApp

FOLDER = Path(__file__).parent / "jupyter" / "custom"


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    """Jupyter looks for custom.css beside its own configuration alone, and has no setting for another place."""
    server.web_app.settings["static_custom_path"].insert(0, str(FOLDER))
