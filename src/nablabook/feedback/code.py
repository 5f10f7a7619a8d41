"""Python with colours, as classes: the page's style holds the colours, for light, dark and paper."""

from __future__ import annotations

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

#: Longer cells stay black: a page must not wait for them.
LONGEST = 60_000


def code(source: str) -> Markup:
    """The source, escaped, with a class on each keyword, string, comment and number."""
    if len(source) > LONGEST:
        return Markup.escape(source)
    return Markup(highlight(source, PythonLexer(stripnl=False, ensurenl=False), HtmlFormatter(nowrap=True)))
