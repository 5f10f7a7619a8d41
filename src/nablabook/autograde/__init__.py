"""`nablabook autograde`: a whole class on all cores, with nbgrader's own sanitising and recording.

    submitted/ -> jobs -> an executor: sanitise, run (nablabook.grading) -> one writer -> autograded/ and the gradebook

What comes out is what `nbgrader autograde` writes: the same files, the same rows.
"""

import sys

# jsonschema imports it where it is installed, and takes longest of all: it makes a parser of web addresses
# from a grammar. No schema of a notebook has one.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
