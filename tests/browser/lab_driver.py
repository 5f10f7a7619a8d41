"""JupyterLab as a learner meets it: `nablabook lab` in a course root of its own, and a Chromium to use it with."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, expect

REPOSITORY = Path(__file__).resolve().parents[2]

# Milliseconds. A busy machine takes long to start Jupyter and to import torch; nothing waits longer than it must.
PATIENCE = 60_000

NO_CHROMIUM = "no Chromium here: neither chromium, chromium-browser nor google-chrome is on PATH"

SWITCHES = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


def chromium_program() -> str | None:
    """The system's Chromium, if there is one."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def launch(playwright: Playwright) -> Browser:
    """Chromium, without a window."""
    expect.set_options(timeout=PATIENCE)
    # Chromium's own sandbox refuses to work for root.
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    switches = [*SWITCHES, *(["--no-sandbox"] if as_root else [])]
    return playwright.chromium.launch(executable_path=chromium_program(), args=switches)


def make_course(root: Path, notebooks: Iterable[Path]) -> Path:
    """A course root with these notebooks as its release."""
    (root / "course").mkdir(parents=True)
    (root / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    for notebook in notebooks:
        folder = root / "release" / notebook.stem
        folder.mkdir(parents=True)
        shutil.copyfile(notebook, folder / notebook.name)
    return root


def free_port() -> int:
    """A port that nobody uses now; where another program is quicker, Jupyter takes one near it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(home: Path) -> dict[str, str]:
    """The environment of a user whose home folder is `home`.

    What this machine's user has set up for Jupyter must decide no test, and no test may change it.
    """
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON", "XDG_"))}
    return kept | {"HOME": str(home)}


class Server:
    """A running `nablabook lab`, or another module that starts a Jupyter server, for a user of this home folder."""

    def __init__(self, root: Path, home: Path, module: Sequence[str] = ("nablabook.cli", "lab")):
        self.root = root
        home.mkdir(parents=True, exist_ok=True)
        self.process = subprocess.Popen(
            [sys.executable, "-m", *module, "--no-browser", "--port", str(free_port())],
            cwd=root,
            env=environment(home),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
        self.printed: list[str] = []
        self.address = ""
        self._known = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._known.wait(PATIENCE / 1000)
        if not self.address or not self._answers():
            self.stop()
            raise RuntimeError("JupyterLab did not start:\n" + "".join(self.printed))

    def _answers(self) -> bool:
        """Wait until it can be reached, which is a moment after it told its address."""
        end = time.monotonic() + PATIENCE / 1000
        port = int(re.search(r":(\d+)/", self.address)[1])
        while self.process.poll() is None and time.monotonic() < end:
            with contextlib.suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), timeout=5):
                return True
            time.sleep(0.05)
        return False

    def _read(self) -> None:
        """Keep what it prints, and find its address there."""
        for line in self.process.stdout:
            self.printed.append(line)
            if not self.address and (found := re.search(r"http://127\.0\.0\.1\S+", line)):
                self.address = found[0]
                self._known.set()
        self._known.set()

    def address_of(self, notebook: str) -> str:
        """Where the browser finds a notebook, given by its path below study/, with no other open beside it."""
        return re.sub(r"/tree/[^?]*", f"/tree/{notebook}", self.address) + "&reset"

    def api(self, path: str, method: str = "GET", body: object = None) -> object:
        """Jupyter's own interface for programs."""
        base, _, query = re.sub(r"/lab/[^?]*", "", self.address).partition("?")
        token = query.partition("token=")[2]
        request = urllib.request.Request(
            f"{base}/api/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"token {token}"},
        )
        with urllib.request.urlopen(request, timeout=PATIENCE / 1000) as reply:
            return json.loads(reply.read() or "null")

    def end_kernels(self) -> None:
        for session in self.api("sessions"):
            self.api(f"sessions/{session['id']}", "DELETE")

    def stop(self) -> int:
        """Stop it in the way in which a closed terminal does; its exit code."""
        self.process.terminate()
        try:
            return self.process.wait(PATIENCE / 1000)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        finally:
            self.process.wait()
            self._reader.join()
            self.process.stdout.close()


class Notebook:
    """A notebook that is open in JupyterLab."""

    def __init__(self, page: Page):
        self.page = page
        self.panel = page.locator(".jp-NotebookPanel:visible")
        self.cells = self.panel.locator(".jp-Notebook .jp-Cell")
        self.code_cells = self.panel.locator(".jp-Notebook .jp-CodeCell")
        self.kernel_name = self.panel.locator(".jp-Toolbar-kernelName")
        self.errors: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        page.on("request", lambda request: self.requests.append(request.url))

    def open(self, address: str) -> Notebook:
        """Open it, and wait until it is drawn and its kernel has nothing to do."""
        self.page.goto(address)
        expect(self.cells.first).to_be_visible()
        expect(self.kernel_name).not_to_have_text("No Kernel")
        expect(self.panel.locator(".jp-Notebook-ExecutionIndicator")).to_have_attribute("data-status", "idle")
        return self

    def cell(self, text: str) -> Locator:
        """The one code cell that holds this text now. The locator stays with the cell when its text changes."""
        found = self.code_cells.filter(has=self.page.locator(".jp-InputArea-editor", has_text=text))
        expect(found).to_have_count(1)
        place = "cell => [...cell.parentNode.children].filter(one => one.matches('.jp-CodeCell')).indexOf(cell)"
        return self.code_cells.nth(found.evaluate(place))

    def source(self, cell: Locator) -> str:
        return "\n".join(cell.locator(".jp-InputArea-editor .cm-line").all_inner_texts())

    def write(self, cell: Locator, text: str) -> None:
        """Click into a cell, select all that it holds, and type."""
        cell.locator(".jp-InputArea-editor .cm-content").click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)

    def run(self, cell: Locator) -> Locator:
        """Run a cell with the keyboard, and wait for its end; its output."""
        prompt = cell.locator(".jp-InputPrompt")
        before = re.escape(prompt.inner_text().strip())
        prompt.click()
        self.page.keyboard.press("ControlOrMeta+Enter")
        # The prompt is [*]: while the cell runs, and a new number after it.
        expect(prompt).to_have_text(re.compile(rf"^(?!{before}$)\[\d+\]:$"))
        return cell.locator(".jp-OutputArea")


@contextlib.contextmanager
def opened(context: BrowserContext, server: Server, address: str) -> Iterator[Notebook]:
    """The notebook at this address, in a page of its own; its kernel ends with it."""
    with contextlib.closing(context.new_page()) as page:
        page.set_default_timeout(PATIENCE)
        try:
            yield Notebook(page).open(address)
        finally:
            server.end_kernels()
