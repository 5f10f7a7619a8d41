"""Pictures as data: addresses. Nothing else may stand in an <img>: a picture from elsewhere would tell who reads."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

#: In the order in which one is chosen where an output has several.
KINDS = ("image/png", "image/jpeg", "image/webp", "image/gif", "image/svg+xml")
#: Bytes of one picture. A figure has some 50 kB; a page of photographs must still open.
LARGEST = 4_000_000


@dataclass(frozen=True)
class Picture:
    """What an <img> needs. A browser runs no script inside one, nor loads anything for it."""

    source: str
    alt: str


def picture(kind: str, data: object, alt: str) -> Picture | None:
    """The picture, or None where it is none or too large. SVG comes as text, all else in base64."""
    text = "".join(data) if isinstance(data, list) else data
    if kind not in KINDS or not isinstance(text, str):
        return None
    try:
        if kind == "image/svg+xml" and text.lstrip().startswith("<"):
            raw = text.encode("utf-8", "replace")
        else:
            raw = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    if not 0 < len(raw) <= LARGEST:
        return None
    return Picture(f"data:{kind};base64,{base64.b64encode(raw).decode()}", alt)


def of_output(data: Mapping[str, object], alt: str) -> list[Picture]:
    """The pictures of one output: one of its picture formats, or those that stand as data in its HTML."""
    for kind in KINDS:
        if kind in data:
            found = picture(kind, data[kind], alt)
            if found:
                return [found]
    html = data.get("text/html", "")
    return _of_html("".join(html) if isinstance(html, list) else str(html), alt)


def _of_html(html: str, alt: str) -> list[Picture]:
    if "data:image/" not in html:
        return []
    parser = _Images()
    parser.feed(html)
    found = (picture(kind, data, described or alt) for kind, data, described in parser.found)
    return [one for one in found if one]


class _Images(HTMLParser):
    """Kind, base64 data and alternative text of each <img src="data:...">."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        head, comma, data = named.get("src", "").partition(",")
        if tag == "img" and comma and head.startswith("data:") and head.endswith(";base64"):
            self.found.append((head[len("data:") : -len(";base64")], data, named.get("alt", "")))

    handle_startendtag = handle_starttag
