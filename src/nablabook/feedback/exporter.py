"""The exporter that nbgrader's generate_feedback writes its pages with."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import default

from nablabook.feedback.gradebook import KEY
from nablabook.feedback.page import Page, page

BACKTICKS = re.compile(r"`([^`]+)`")


class FeedbackExporter(Exporter):
    """A graded notebook as one HTML file.

    It renders with an environment of its own, in which everything is escaped that no function of ours has made safe;
    nbconvert's templates escape nothing by themselves.
    """

    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> tuple[str, Any]:
        """The page, and the resources that nbgrader's writer asks for."""
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        if KEY not in resources:
            raise ValueError(
                "the feedback page needs the grades: list nablabook.feedback.ReadGrades in "
                "c.GenerateFeedback.preprocessors of nbgrader_config.py"
            )
        return render(page(notebook, resources[KEY], self._limit())), resources

    def _limit(self) -> float | None:
        """How long a cell may run, where the configuration says so."""
        seconds = self.config.get("Execute", {}).get("timeout")
        return seconds if isinstance(seconds, int | float) and seconds > 0 else None


def render(content: Page) -> str:
    """The page as HTML that any file can hold."""
    html = _environment().get_template("page.html.j2").render(page=content)
    return html.encode("utf-8", "replace").decode("utf-8")


def points(number: float) -> str:
    """A number of points: 4, 0.5, 2.33."""
    return f"{round(number, 2):g}"


def ticked(text: str) -> Markup:
    """A sentence with its `names` set as code."""
    return Markup(BACKTICKS.sub(r"<code>\1</code>", str(escape(text))))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("nablabook.feedback"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(points=points, ticked=ticked)
    return environment
