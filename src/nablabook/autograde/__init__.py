"""`nablabook autograde`: a whole class on all cores, with nbgrader's own sanitising and recording.

    submitted/ -> jobs -> an executor: sanitise, run (nablabook.grading) -> one writer -> autograded/ and the gradebook

What comes out is what `nbgrader autograde` writes: the same files, the same rows.
"""

import sys

# jsonschema imports them where they are installed, and takes longest of all: the first makes a parser of web addresses
# from a grammar, the second brings a calendar along. No schema of a notebook has an address or a time span.
for _name in ("rfc3987_syntax", "isoduration"):
    sys.modules.setdefault(_name, None)  # type: ignore[arg-type]
