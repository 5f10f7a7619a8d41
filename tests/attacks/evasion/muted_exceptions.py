"""A student hands in a wrong answer, and has no exception shown any more, in five ways.

The wrong answer earns nothing: what a graded cell raises is recorded in the judge.
"""

from ..bank import wrong_with

ATTACK = wrong_with(
    "import sys, traceback\nshell = get_ipython()\n"
    "shell.showtraceback = shell._showtraceback = lambda *a, **k: None\n"
    "shell.set_custom_exc((BaseException,), lambda *a, **k: None)\n"
    "shell.recorder.error = lambda *a: None\n"
    "sys.excepthook = sys.unraisablehook = lambda *a: None\ntraceback.format_exception = lambda *a, **k: []"
)
