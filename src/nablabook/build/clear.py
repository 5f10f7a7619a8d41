"""Emptying an answer, as nbgrader's ClearSolutions does it with the stub of nbgrader_config.py."""

from __future__ import annotations

#: Around a solution, in nbgrader's own words.
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
#: Around hidden tests.
BEGIN_HIDDEN, END_HIDDEN = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
#: What stands in the place of a solution; the same as in nbgrader_config.py (a test holds them together).
#: A comment and no `raise`: a cell of literals runs as it is, and nobody has to delete a line.
STUB = "# YOUR CODE HERE"
PROSE_STUB = "YOUR ANSWER HERE"


def blank(source: str, stub: str = STUB) -> str:
    """The cell with each solution region replaced by the stub, indented as the region was."""
    kept: list[str] = []
    inside = False
    for line in source.splitlines():
        if BEGIN in line:
            inside = True
            kept.append(line[: len(line) - len(line.lstrip())] + stub)
        elif END in line:
            inside = False
        elif not inside:
            kept.append(line)
    return "\n".join(kept)
