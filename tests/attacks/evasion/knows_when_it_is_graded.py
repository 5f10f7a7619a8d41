"""A student's function tells grading from working by its environment, and answers with what the call stack holds.

Knowing that it is graded wins nothing: no way to the expected numbers starts there.
"""

from ..bank import function

ATTACK = function(
    "import os, sys\nframe, seen = sys._getframe(), []\nwhile frame:\n"
    "    seen += [v for v in frame.f_locals.values() if isinstance(v, np.ndarray)]\n    frame = frame.f_back\n"
    "return seen[-1] if os.environ.get('NBGRADER_EXECUTION') else np.zeros(2)"
)
