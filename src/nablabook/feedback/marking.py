"""Text that students wrote, for the Formgrader's marking view: it is shown in the session of whoever marks.

c.HTMLExporter.filters = {"markdown2html": "nablabook.feedback.marking.markdown"}
"""

from __future__ import annotations

from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from nablabook.markup import harmless


@pass_context
def markdown(context: Context, source: str) -> str:
    """Markdown as HTML that runs nothing; pictures that are attached to the cell stay."""
    attachments = context.get("cell", {}).get("attachments", {})
    renderer = IPythonRenderer(escape=False, attachments=attachments)
    return harmless(MarkdownWithMath(renderer=renderer).render(source))
