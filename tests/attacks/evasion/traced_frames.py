"""A student hands in a wrong answer, and trace functions that look into everything called from then on.

The wrong answer earns nothing.
"""

from ..bank import wrong_with

ATTACK = wrong_with(
    "import sys, threading\ndef look(frame, event, arg):\n"
    "    if frame.f_code.co_name in ('examine', 'find', '_wrong'): frame.f_trace_lines = False\n    return look\n"
    "sys.settrace(look)\nthreading.settrace(look)\nsys.setprofile(look)"
)
