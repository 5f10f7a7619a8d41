"""Text that a program wrote, made fit for a page: no terminal codes, no control characters, no server's folders."""

from __future__ import annotations

import re

ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])")
#: Also the marks that turn the direction of writing, and halves of characters that no file can hold.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
#: A notebook's cell has the name of a temporary file; what a student knows is the line.
#: Each of these looks at a text once: a long word, or a row of brackets, must not be gone through from each letter on.
CELL_FILE = re.compile(r"(?:(?<!\S)\S*[\\/]ipykernel_\d+[\\/]\d+\.py|<ipython-input-[^>\s]{0,200}>):(\d+)")
SYNTAX_FILE = re.compile(r"\((?:\d+\.py|<[^>]{0,200}>), line (\d+)\)")
FILE_URL = re.compile(r"\bfile:/+")
FOLDERS = re.compile(
    r"(?<![\w:/.~-])/(?:[A-Za-z_.][\w.@+~-]*/)+(?=[^\s/])"  # /home/somebody/
    r"|(?<![\w\\])[A-Za-z]:\\(?:[^\\/:*?\"<>|\r\n]+\\)+"  # C:\Users\Some Body\
)


def plain(text: str) -> str:
    """`text` as a terminal would leave it standing: colours dropped, progress bars at their end."""
    lines = ANSI.sub("", text).replace("\r\n", "\n").split("\n")
    kept = [next((part for part in reversed(line.split("\r")) if part), "") for line in lines]
    return CONTROL.sub("", "\n".join(kept))


def without_paths(text: str) -> str:
    """`text` with the folders taken off its paths, and a cell's temporary file called by its line."""
    text = CELL_FILE.sub(r"line \1", text)
    text = SYNTAX_FILE.sub(r"(line \1)", text)
    return FOLDERS.sub("…/", FILE_URL.sub("/", text))


def scrub(text: str) -> str:
    """Both: what a student's program printed or raised, as it may stand on the page."""
    return without_paths(plain(text))


def cut(text: str, lines: int = 200, characters: int = 12_000) -> str:
    """The beginning of a long text, and how much was left out."""
    short = "\n".join(text.split("\n")[:lines])[:characters]
    if len(short) == len(text):
        return text
    return f"{short}\n… and {len(text) - len(short):,} more characters, left out here"
