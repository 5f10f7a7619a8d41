"""A student's function raises what test runners take for "skipped" or "done": SkipTest, SystemExit(0), StopIteration.

It earns nothing.
"""

from ..bank import function

ATTACK = function(
    "import unittest\nkinds = [unittest.SkipTest, SystemExit, StopIteration, GeneratorExit, KeyboardInterrupt]\n"
    "raise kinds[int(abs(theta[0]) * 10) % 5](0)"
)
