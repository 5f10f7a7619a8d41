"""What a student's process says that its cell has put out: a claim, made anew as a notebook may hold it.

The process is free to send anything. What a notebook can't hold is left out, and the limits, which its own recorder
keeps in an honest process, are kept here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nablabook.grading.shell import Caps, Recorder
from nablabook.markup import MOST_BRACKETS, harmless

#: Outputs of one cell.
MOST = 1000
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")


def _picture(text: str) -> str:
    return text if BASE64.fullmatch(text) else ""


def _formula(text: str) -> str:
    return text.replace("<", r"\lt ")  # nbconvert puts a formula into its page as it is


#: Mime type -> what may stand in a page that whoever marks opens in the Formgrader, in a session of their own.
SHOWN = {
    "text/plain": str,
    "text/markdown": str,  # made harmless when it is rendered
    "text/html": harmless,
    "text/latex": _formula,
    "image/png": _picture,
    "image/jpeg": _picture,
    "image/gif": _picture,
    "image/webp": _picture,
}


def received(claimed: Any, caps: dict[str, int], count: int | None) -> list[dict]:
    """Outputs in nbformat's form, within the caps, of whatever came."""
    recorder = Recorder(Caps(**caps))
    left, brackets = caps["text"], 0
    for output in claimed[:MOST] if isinstance(claimed, list) else ():
        kind = output.get("output_type") if isinstance(output, dict) else None
        if kind == "stream" and output.get("name") in ("stdout", "stderr"):
            recorder.stream(output["name"], _text(output.get("text")))
        elif kind in ("display_data", "execute_result"):
            # Cleaning HTML takes time, and a cell may show something a thousand times.
            brackets += str(output.get("data")).count("<")
            data = dict(_bundle(output.get("data"))) if brackets <= MOST_BRACKETS else {}
            recorder.display(kind, data, _sizes(output.get("metadata")), count)
        elif kind == "error":
            lines = output.get("traceback")
            texts = [_text(line) for line in lines[:200]] if isinstance(lines, list) else []
            left -= sum(map(len, texts))
            recorder.error(_text(output.get("ename"))[:200], _text(output.get("evalue")), texts if left > 0 else [])
    return recorder.outputs


def _text(value: Any) -> str:
    """A text; "" for what is none."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "".join(value)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _bundle(data: Any) -> Iterator[tuple[str, str]]:
    """Mime type -> text. Widgets and the like, which are objects, can't be used in a graded notebook."""
    for mime, value in list(data.items())[:20] if isinstance(data, dict) else ():
        if mime in SHOWN and isinstance(value, str | list):
            text = SHOWN[mime](_text(value))
            if text:
                yield mime, text


def _sizes(metadata: Any) -> dict[str, dict[str, int]]:
    """Of an output's metadata, the sizes of its pictures."""
    kept: dict[str, dict[str, int]] = {}
    for mime, about in list(metadata.items())[:20] if isinstance(metadata, dict) else ():
        if isinstance(mime, str) and mime.startswith("image/") and isinstance(about, dict):
            sizes = {k: v for k in ("width", "height") if type(v := about.get(k)) is int and 0 < v < 10_000}
            if sizes:
                kept[mime] = sizes
    return kept
