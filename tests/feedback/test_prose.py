"""Markdown of students, graders and the course: readable, and harmless."""

from __future__ import annotations

import pytest

from nablabook.feedback.prose import heading, inline, prose, statement, words

from .samples import PIXEL


def test_markdown_and_formulas_are_set() -> None:
    html = prose("A **bold** `word` and $x^2$:\n\n$$y = 1$$\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    for part in (
        "<strong>bold</strong>",
        "<code>word</code>",
        "<msup>",
        'display="block"',
        "<li>one</li>",
        "<td>1</td>",
    ):
        assert part in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "![x](https://elsewhere.example/x.png)",
        "![x](attachment:missing.png)",
        "<a href='https://elsewhere.example'>x</a>",
        '[x](https://a.example/"onclick="alert(1))',
        "`</code><script>alert(1)</script>`",
        "```html\n<script>alert(1)</script>\n```",
        "```mermaid\n<script>alert(1)</script>\n```",
        "$\\text{<script>alert(1)</script>}$",
        "- [ ] <script>alert(1)</script>",
    ],
)
def test_markdown_can_do_nothing(text: str) -> None:
    html = prose(text).lower()
    for tag in ("<script", "<img", "<a href='", 'javascript:alert(1)"', "<input", '"onclick'):
        assert tag not in html


def test_a_link_stays_a_link() -> None:
    html = prose("[torch](https://pytorch.org)")
    assert '<a href="https://pytorch.org" rel="noopener noreferrer">torch</a>' in html


def test_an_attached_picture_is_embedded_with_its_text() -> None:
    html = prose("![my *sketch*](attachment:a.png)", {"a.png": {"image/png": PIXEL}})
    assert f'<img src="data:image/png;base64,{PIXEL}" alt="my sketch">' in html


def test_a_heading_is_one_line_without_a_paragraph() -> None:
    html = inline("1 · The slope: `f` of $x$")
    assert html.startswith("1 · The slope: <code>f</code> of <math>")
    assert words(html) == "1 · The slope: f of x"


def test_the_first_heading_is_found_but_not_a_comment_in_code() -> None:
    assert heading("Text\n\n## A title ##\n\n# Another") == (2, "A title")
    assert heading("```\n# a comment\n```\nText") is None


def test_a_statement_has_neither_title_nor_hints() -> None:
    text = "---\n## A title\n\nDo it.\n\n<details><summary>Hint</summary>\nUse it.\n</details>\n\nThank you."
    assert statement(text) == "Do it.\n\nThank you."


def test_a_text_of_any_length_is_shown() -> None:
    assert prose("<b>" * 100_000).startswith("<pre>&lt;b&gt;")
