"""Pictures of a notebook in JupyterLab, to look at: light and dark, wide and narrow.

python tests/browser/screenshots.py release/01_gradient_descent/01_gradient_descent.ipynb pictures/
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import lab_driver
from playwright.sync_api import Locator, Page, expect, sync_playwright

WIDTHS = {"wide": 1280, "narrow": 800}
SCHEMES = {"light": "true", "dark": "false"}
# Chromium draws no picture that is higher.
HIGHEST = 16_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebook", type=Path, help="the notebook; it stays as it is, a copy is opened")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--page", type=int, default=HIGHEST, metavar="PIXELS", help="cut into pictures of this height")
    parser.add_argument("--unfold", action="store_true", help="unfold the hints")
    parser.add_argument("--as-is", action="store_true", help="run nothing")
    given = parser.parse_args()
    if given.notebook.suffix != ".ipynb" or not given.notebook.is_file():
        parser.error(f"{given.notebook} is no notebook")
    if not 200 <= given.page <= HIGHEST:
        parser.error(f"--page takes 200 to {HIGHEST}")
    if lab_driver.chromium_program() is None:
        sys.exit(lab_driver.NO_CHROMIUM)
    given.folder.mkdir(parents=True, exist_ok=True)
    for picture in pictures(
        given.notebook, given.folder, page_height=given.page, unfold=given.unfold, run=not given.as_is
    ):
        print(picture)


def pictures(notebook: Path, folder: Path, *, page_height: int, unfold: bool, run: bool) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="nablabook-pictures-") as temporary, sync_playwright() as playwright:
        root = lab_driver.make_course(Path(temporary) / "course", [notebook])
        server = lab_driver.Server(root, Path(temporary) / "home")
        try:
            with closing(lab_driver.launch(playwright)) as browser, closing(browser.new_context()) as profile:
                # Without tabs and folders there is room for the notebook.
                address = server.address.replace("/lab/workspaces/", "/doc/workspaces/")
                with lab_driver.opened(profile, server, address) as opened:
                    if run:
                        run_all(opened)
                    if unfold:
                        opened.panel.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
                    for scheme, light in SCHEMES.items():
                        opened.page.emulate_media(color_scheme=scheme)
                        expect(opened.page.locator("body")).to_have_attribute("data-jp-theme-light", light)
                        for name, width in WIDTHS.items():
                            yield from shoot(opened, folder / f"{notebook.stem}-{scheme}-{name}", width, page_height)
        finally:
            server.stop()


def run_all(notebook: lab_driver.Notebook) -> None:
    """Go through it with Shift+Enter, as a student does: folded cells run too, and one that fails stops nothing."""
    notebook.cells.first.locator(".jp-InputPrompt").click()
    running = notebook.panel.locator(".jp-InputPrompt", has_text="[*]:")
    for _ in range(notebook.cells.count()):
        notebook.page.keyboard.press("Shift+Enter")
        expect(running).to_have_count(0)
        expect(notebook.panel.locator(".jp-Notebook-ExecutionIndicator")).to_have_attribute("data-status", "idle")


def shoot(notebook: lab_driver.Notebook, path: Path, width: int, page_height: int) -> Iterator[Path]:
    """All of the notebook at this width of the window, cut into pictures of the page's height."""
    page, scroller = notebook.page, notebook.panel.locator(".jp-WindowedPanel-outer")
    page.set_viewport_size({"width": width, "height": 1000})
    total = content_height(notebook, scroller)
    around = 1000 - scroller.bounding_box()["height"]
    count = math.ceil(total / page_height)
    page_height = math.ceil(total / count)
    page.set_viewport_size({"width": width, "height": math.ceil(page_height + around)})
    for number in range(count):
        settle(page, scroller, number * page_height)
        box = scroller.bounding_box()
        height = min(box["height"], total - number * page_height)
        target = path.with_name(f"{path.name}{f'-{number + 1}' if count > 1 else ''}.png")
        page.screenshot(path=target, clip={**box, "height": max(height, 1)})
        yield target


def content_height(notebook: lab_driver.Notebook, scroller: Locator) -> float:
    """From the top of the first cell to the end of the last one."""
    settle(notebook.page, scroller, 0)
    bottom = notebook.cells.last.bounding_box()
    return bottom["y"] + bottom["height"] - scroller.bounding_box()["y"] + 10


def settle(page: Page, scroller: Locator, top: int) -> None:
    """Scroll, take the mouse away, and wait until it is drawn."""
    page.mouse.move(0, 0)
    scroller.evaluate("(box, top) => { box.scrollTop = top; }", top)
    page.evaluate("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")


if __name__ == "__main__":
    main()
