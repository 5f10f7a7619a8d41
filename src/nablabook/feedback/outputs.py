"""What the student's own cells put out, as text and pictures that can do nothing.

Graded cells have no business here: what a student's function prints while hidden tests call it can show their inputs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup
from nbformat import NotebookNode

from nablabook.feedback import pictures
from nablabook.feedback.mathml import mathml
from nablabook.feedback.pictures import Picture
from nablabook.feedback.scrub import cut, scrub

#: A cell that draws in a loop must not make a page of a thousand figures.
MOST = 30
#: Texts that stand for something that only a notebook shows.
STAND_IN = re.compile(r"<(?:IPython\.core\.display\.\w+ object|Figure size [^>]*|IPython[^>]*)>")


@dataclass(frozen=True)
class Output:
    """One thing that a cell put out: a text, a formula or a picture. `aside` says that it came on stderr."""

    text: str = ""
    formula: Markup | None = None
    picture: Picture | None = None
    aside: bool = False


def outputs(cell: NotebookNode) -> list[Output]:
    """All that a cell of the student's put out, but for errors (see `mishaps`)."""
    found = [output for raw in cell.get("outputs", []) for output in _each(raw)]
    if len(found) > MOST:
        found = [*found[:MOST], Output(text=f"… and {len(found) - MOST} more outputs, left out here")]
    return found


def _each(raw: NotebookNode) -> Iterator[Output]:
    if raw.output_type == "stream":
        text = cut(scrub(_text(raw.get("text", ""))).rstrip())
        if text.strip():
            yield Output(text=text, aside=raw.get("name") == "stderr")
    elif raw.output_type in ("display_data", "execute_result"):
        yield from _shown(raw.get("data", {}))


def _shown(data: NotebookNode) -> Iterator[Output]:
    text = scrub(_text(data.get("text/plain", ""))).strip()
    stand_in = STAND_IN.fullmatch(text)
    found = pictures.of_output(data, "Figure drawn by this cell" if stand_in or not text else cut(text, 3, 300))
    if found:
        yield from (Output(picture=picture) for picture in found)
    elif "text/latex" in data:
        yield Output(formula=mathml(_text(data["text/latex"]).strip().strip("$"), block=True))
    elif "text/markdown" in data and stand_in:
        yield Output(text=cut(scrub(_text(data["text/markdown"]))))
    elif stand_in:
        yield Output(text="(This output shows in the notebook only.)")
    elif text:
        yield Output(text=cut(text))


def _text(value: object) -> str:
    return "".join(value) if isinstance(value, list) else str(value)
