"""What the student's own lines in a traceback say."""

from __future__ import annotations

import re

#: The last of the student's own lines in a traceback, and the function that it stands in.
CALLED = re.compile(r"line \d+, in (\w+):\n[ ]+(.*)\n[^\n]*\Z")
