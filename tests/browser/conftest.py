"""What the browser tests share: one JupyterLab, one Chromium, and a page for each test."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

import lab_driver

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that drive a browser; where there is none they are skipped, with one line for all of them."""
    missing = lab_driver.chromium_program() is None
    for item in items:
        if item.path.is_relative_to(HERE) and "open_notebook" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            if missing:
                item.add_marker(pytest.mark.skip(reason=lab_driver.NO_CHROMIUM))


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home folder of a user whose own kernels, one of the course's name among them, lead nowhere."""
    home = tmp_path_factory.mktemp("home")
    for name in ("python3", "another"):
        folder = home / ".local" / "share" / "jupyter" / "kernels" / name
        folder.mkdir(parents=True)
        spec = {"argv": ["/nowhere/python", "{connection_file}"], "display_name": "Another", "language": "python"}
        (folder / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    return home


@pytest.fixture(scope="session")
def lab(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[lab_driver.Server]:
    """JupyterLab on the released notebooks."""
    root = tmp_path_factory.mktemp("course") / "root"
    lab_driver.make_course(root, (lab_driver.REPOSITORY / "release").glob("*/*.ipynb"))
    server = lab_driver.Server(root, home)
    yield server
    assert server.stop() == 0
    assert "Traceback" not in "".join(server.printed)


@pytest.fixture(scope="module")  # playwright's event loop must not run on below the tests of other folders
def profile() -> Iterator[BrowserContext]:
    with (
        sync_playwright() as playwright,
        contextlib.closing(lab_driver.launch(playwright)) as browser,
        contextlib.closing(browser.new_context()) as profile,
    ):
        yield profile


@pytest.fixture
def open_notebook(profile: BrowserContext, lab: lab_driver.Server) -> Iterator[Callable[[str], lab_driver.Notebook]]:
    """Opens the notebook at a path below study/, in a page of its own."""
    with contextlib.ExitStack() as pages:
        yield lambda path: pages.enter_context(lab_driver.opened(profile, lab, lab.address_of(path)))
