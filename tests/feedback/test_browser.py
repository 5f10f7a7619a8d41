"""The page in a real browser: accessible in light and dark, narrow and on paper, and silent on the network."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from nablabook.feedback.grades import Grade

from .samples import PIXEL, Book, error, not_yet, printed, room, shown
from .test_harmless import hostile

pytestmark = pytest.mark.browser
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
TEXT = "## 1 · The slope `f`\n\nFind $\\frac{dJ}{d\\theta}$:\n\n$$J = \\theta^3$$\n\n| a | b |\n|---|---|\n| 1 | 2 |"


def full() -> Book:
    """A page with every state, and with everything that a card can hold."""
    book = Book().text("00_opening-text", "# 01 · The course").text("10_a-text", TEXT)
    figure = shown(image_png=PIXEL, text_plain="<Figure size 1x1 with 1 Axes>")
    code = 'def f(theta):\n    """Words."""\n    # why\n    return 3.5 * theta if theta else None'
    book.answer(
        "10_a-answer", code, printed("1"), printed("careful", "stderr"), figure, comment="*Good*: $x^2$"
    ).check("10_a-check", not_yet("f: It is `None`. Likely cause: A `return` is missing."))
    book.answer("10_a-answer-2", "b = 1").check("10_a-check-2", score=4)
    book.answer("20_b-answer", "b = 1", untouched=True).check("20_b-check", not_yet("b: ...", "Not started"))
    stopped = error("ZeroDivisionError", "division by zero", ("Cell In[7], line 1",))
    book.answer("30_c-answer", "c = 1 / 0", stopped).check("30_c-check", error("NameError", "name 'c' is not defined"))
    book.essay("40_d-essay", "Since $x$.", Grade(0, 2, waiting=True))
    book.essay("50_e-essay", "Since.", Grade(1, 2, manual=1.0, extra=0.5), comment="See `f`.")
    book.answer("60_f-answer", "f = 1").check("60_f-check", score=4)
    book.known |= {"late_penalty": 1.0, "locked": frozenset({"00_opening-given"})}
    return book


@pytest.fixture(scope="module")  # playwright's event loop must not run on below the tests of other folders
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip(f"no Chromium here: none of {', '.join(PROGRAMS)} is on PATH")
    with (
        sync_playwright() as playwright,
        contextlib.closing(playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])) as browser,
    ):
        yield browser


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Opens a book's page as a file; whatever it asks for or says while it is open fails the test."""
    noise: list[str] = []
    with contextlib.ExitStack() as stack:

        def open_page(book: Book, scheme: str = "light", width: int = 900) -> Page:
            file = tmp_path / "page.html"
            file.write_text(book.html(), encoding="utf-8")
            page = stack.enter_context(
                contextlib.closing(browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800}))
            )
            page.on("request", lambda request: noise.append(request.url[:200]))
            page.on("console", lambda message: noise.append(message.text))
            page.on("pageerror", lambda problem: noise.append(str(problem)))
            page.on("dialog", lambda dialog: (noise.append(dialog.message), dialog.dismiss()))
            page.goto(file.as_uri())
            return page

        yield open_page
    own = (tmp_path / "page.html").as_uri()
    assert [one for one in noise if one != own and not one.startswith("data:image/")] == []


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [900, 400])
def test_axe_finds_nothing(opened: Callable[..., Page], scheme: str, width: int) -> None:
    page = opened(full(), scheme, width)
    unfold(page)
    found = Axe().run(page).response
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    contrast = [one for one in found["passes"] if one["id"] == "color-contrast"]
    assert contrast, "the contrasts were not looked at"
    assert not [one["id"] for one in found["incomplete"] if one["id"] == "color-contrast"]


def test_the_two_schemes_differ(opened: Callable[..., Page]) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert opened(full(), "light").evaluate(ground) != opened(full(), "dark").evaluate(ground)


@pytest.mark.parametrize("width", [320, 400, 900])
def test_nothing_sticks_out(opened: Callable[..., Page], width: int) -> None:
    book = full().answer("70_g-answer", "x = '" + "long" * 100 + "'", printed("0.123456789 " * 40 + "w" * 300))
    page = opened(book.check("70_g-check", not_yet("g" * 200 + ": " + "wrong" * 60)), width=width)
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_hostile_notebook_does_nothing(opened: Callable[..., Page]) -> None:
    page = opened(hostile())
    unfold(page)
    page.wait_for_timeout(200)
    assert page.locator("script").count() == 0
    assert page.locator("img").evaluate_all("all => all.every(one => one.src.startsWith('data:'))")


def test_paper_shows_what_the_screen_folds(opened: Callable[..., Page]) -> None:
    page = opened(room(score=4, answer=(printed("printed once"),)), "dark")
    if not page.evaluate("CSS.supports('selector(details::details-content)')"):
        pytest.skip("this Chromium can't unfold on paper")
    seen = "one => one.checkVisibility({contentVisibilityAuto: true}) && one.getBoundingClientRect().height > 0"
    printed_once = page.locator("pre", has_text="printed once")
    assert not printed_once.evaluate(seen)
    page.emulate_media(media="print")
    assert printed_once.evaluate(seen)
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


def test_a_key_unfolds(opened: Callable[..., Page]) -> None:
    page = opened(room(score=4))
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details").first.evaluate("one => one.open")
