"""Markdown as HTML that can't do anything: raw HTML as text, formulas as MathML, nothing loaded from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape
from mistune import import_plugin
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from nablabook.feedback import pictures
from nablabook.feedback.code import code
from nablabook.feedback.mathml import mathml
from nablabook.feedback.scrub import plain

#: Longer texts are shown as they were typed.
LONGEST = 40_000
PLUGINS = ("strikethrough", "table", "url", "def_list")
LINKS = ("https://", "http://", "mailto:")
HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
RULE = re.compile(r"^-{3,}\s*")
HINTS = re.compile(r"<details>.*?</details>\s*", re.DOTALL)


def prose(markdown: str, attachments: Mapping[str, Mapping[str, str]] | None = None) -> Markup:
    """A whole text: paragraphs, lists, tables, formulas, attached pictures."""
    if len(markdown) > LONGEST:
        return Markup("<pre>{}</pre>").format(plain(markdown))
    return _render(markdown, _Renderer(attachments))


def inline(markdown: str) -> Markup:
    """A heading or another single line, without a paragraph around it."""
    html = str(_render(" ".join(markdown.split())[:500], _Renderer(None))).strip()
    return Markup(re.sub(r"^<(\w+)[^>]*>(.*)</\1>$", r"\2", html, flags=re.DOTALL))


def words(html: Markup) -> str:
    """The text of some HTML, for a place that can hold no tags."""
    return html.striptags()


def heading(markdown: str) -> tuple[int, str] | None:
    """Level and text of the first heading, or None."""
    found = HEADING.search(FENCED.sub("", markdown))
    return (len(found[1]), found[2]) if found else None


def statement(markdown: str) -> str:
    """A room's text without its first heading, which is the card's title, and without the hints to unfold."""
    text = HEADING.sub("", HINTS.sub("", markdown), count=1).strip()
    return RULE.sub("", text)


class _Renderer(IPythonRenderer):
    """nbconvert's renderer with everything escaped, and nothing that a browser would fetch.

    Its methods return plain strings: Markup would escape what it is joined with.
    """

    def __init__(self, attachments: Mapping[str, Mapping[str, str]] | None) -> None:
        super().__init__(escape=True, allow_harmful_protocols=False, exclude_anchor_links=True)
        self.attachments = dict(attachments or {})

    def inline_math(self, body: str) -> str:
        return str(mathml(body))

    def block_math(self, body: str) -> str:
        return str(mathml(body, block=True))

    def latex_environment(self, name: str, body: str) -> str:
        return str(mathml(rf"\begin{{{name}}}{body}\end{{{name}}}", block=True))

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        return f'<p class="heading">{text}</p>\n'

    def block_code(self, source: str, info: str | None = None) -> str:
        return f"<pre>{code(source.rstrip())}</pre>\n"

    def link(self, text: str, url: str, title: str | None = None) -> str:
        if not url.lower().startswith(LINKS):
            return text
        return f'<a href="{escape(url)}" rel="noopener noreferrer">{text}</a>'

    def image(self, text: str, url: str, title: str | None = None) -> str:
        attached = self.attachments.get(url.removeprefix("attachment:"), {})
        for kind, data in attached.items() if isinstance(attached, Mapping) else ():
            picture = pictures.picture(kind, data, Markup(text).striptags() or "An attached picture")
            if picture:
                return f'<img src="{escape(picture.source)}" alt="{escape(picture.alt)}">'
        return f"[picture: {text or escape(url[:80])}]"


def _render(markdown: str, renderer: _Renderer) -> Markup:
    return Markup(
        MarkdownWithMath(renderer, plugins=[import_plugin(name) for name in PLUGINS]).render(plain(markdown))
    )
