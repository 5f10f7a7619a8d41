"""A student's cell asks Python to run something when the process ends, and leaves objects with finalizers.

Nothing is run after the last cell.
"""

from ..bank import right_with

ATTACK = right_with(
    "import atexit, os, signal\ndef leave(*a): os.system('touch @HOME@/@MARK@')\natexit.register(leave)\n"
    "signal.signal(signal.SIGTERM, leave)\nclass Last:\n    def __del__(self): leave()\nlast = Last()"
)
