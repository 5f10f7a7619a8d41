"""Nothing that a student hands in can do anything on the page, and the page asks nobody for anything."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from nablabook.feedback.grades import Grade

from .samples import PIXEL, Book, error, not_yet, printed, shown

EVIL = "</code></pre></style></title></details><script>alert(1)</script><img src=x onerror=alert(1)>\"'`{{7*7}}\ud800"
#: Elements and attributes that the page is made of; style only with what the template computes.
TAGS = """
    html head meta title style body header main nav section div p span i h1 h2 h3 ul ol li a bdi strong em code pre
    details summary svg circle path img math mrow mi mo mn mtext msub msup msubsup mfrac munder mtable mtr mtd
"""
STYLE = re.compile(r"(flex-grow|width): [\d.]+%?")


def hostile() -> Book:
    """The same evil string in every place that a student, or a grader, can write to."""
    book = Book(student=EVIL).text("00_opening-text", f"# Course {EVIL}").text("10_f-text", f"## F {EVIL}\n\n{EVIL}")
    outputs = (
        printed(EVIL),
        printed(EVIL, "stderr"),
        shown(text_plain=EVIL, text_html=EVIL),
        shown(text_markdown=EVIL, text_plain="<IPython.core.display.Markdown object>"),
        shown(text_latex=EVIL),
        shown(image_png=EVIL),
        shown(**{"image_svg+xml": f"<svg>{EVIL}</svg>"}),
        shown(image_png=PIXEL, text_plain=EVIL),
        shown(text_html=f"<img alt='x\" onload=\"alert(1)' src='data:image/png;base64,{PIXEL}'>"),
        error(EVIL, EVIL, (f"Cell In[1], line 1 {EVIL}",)),
    )
    book.answer("10_f-answer", f'"""{EVIL}"""', *outputs, comment=EVIL)
    book.cells[-1].metadata["nablabook"] = {"answers": [EVIL]}
    book.check("10_f-check", not_yet(f"f: It raises ValueError: {EVIL} Likely cause: {EVIL}"))
    book.answer("10_f-answer-2", "x = 1").check("10_f-check-2", error(EVIL, EVIL))
    book.added(EVIL, printed(EVIL))
    attachments = {EVIL: {"image/png": EVIL}, "a": {"text/html": EVIL, "image/png": PIXEL}}
    text = f"{EVIL}\n\n![{EVIL}](attachment:a)\n\n[a](javascript:alert(1)) <https://x.example/?{EVIL}>\n\n$\\text{{{EVIL}}}$"
    book.essay("20_g-essay", text, Grade(1, 2, manual=1.0), comment=text, attachments=attachments)
    book.known |= {"name": EVIL, "assignment": EVIL, "notebook": EVIL}
    return book


class Page(HTMLParser):
    """All elements of a page, and the text of its style."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    handle_startendtag = handle_starttag

    def values(self, name: str) -> list[str]:
        return [attrs[name] for _, attrs in self.elements if name in attrs]


@pytest.fixture(scope="module")
def html() -> str:
    return hostile().html()


@pytest.fixture(scope="module")
def parsed(html: str) -> Page:
    return Page(html)


def test_the_page_is_made_of_known_elements_alone(parsed: Page) -> None:
    assert {tag for tag, _ in parsed.elements} <= set(TAGS.split())


def test_no_element_has_a_handler_or_a_style_of_its_own(parsed: Page) -> None:
    names = {name for _, attrs in parsed.elements for name in attrs}
    assert not [name for name in names if name.startswith("on")]
    assert all(STYLE.fullmatch(value) for value in parsed.values("style"))


def test_nothing_is_loaded_from_elsewhere(html: str, parsed: Page) -> None:
    assert parsed.values("src")
    assert all(value.startswith("data:image/") for value in parsed.values("src"))
    assert all(value.startswith(("#", "https://x.example/")) for value in parsed.values("href"))
    assert not {"srcset", "poster", "background", "action", "formaction", "xlink:href"} & {
        name for _, attrs in parsed.elements for name in attrs
    }
    style = html.partition("<style>")[2].partition("</style>")[0]
    assert not re.search(r"url\(|@import|expression|http", style)


def test_the_page_forbids_what_it_does_not_hold(parsed: Page) -> None:
    (policy,) = (a["content"] for t, a in parsed.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in policy
    assert "script" not in policy


def test_no_template_runs_what_a_student_wrote(html: str) -> None:
    assert "{{7*7}}" in html
    assert ">49<" not in html


def test_every_text_can_be_written_to_a_file(html: str) -> None:
    assert html.encode("utf-8")
    assert "\ud800" not in html
